package io.sessionvault.local.permissions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Chances, all from one seed.
record Choice(Random random) {
    @SafeVarargs
    final <T> T of(T... options) {
        return of(Arrays.asList(options));
    }

    <T> T of(List<T> options) {
        return options.get(random.nextInt(options.size()));
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    /// Between one and `most` of something; one stands alone or in a list.
    Object oneOrMore(int most, Supplier<String> source) {
        var some = new ArrayList<String>();
        Stream.generate(source).limit(1L + upTo(most - 1)).forEach(some::add);
        return some.size() == 1 && percent(50) ? some.getFirst() : some;
    }
}
