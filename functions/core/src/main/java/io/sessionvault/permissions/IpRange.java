package io.sessionvault.permissions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A range of IPv4 or IPv6 addresses in CIDR notation; one address is a range, too.
///
/// Source: IAM user guide, "Condition operators", "IP address condition operators"; RFC 4632; RFC
/// 4291, section 2.2.
///
/// @param start an address of the range, as 4 or 16 numbers from 0 to 255
/// @param bits how many leading bits all addresses of the range share
record IpRange(List<Integer> start, int bits) {
    private static final int BITS = 8;
    private static final int GROUPS = 8;
    private static final Pattern BYTE =
            Pattern.compile("25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9]");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");

    /// Reads a range; nothing where the text is none.
    static Optional<IpRange> of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return address(text).map(one -> new IpRange(one, one.size() * BITS));
        }
        String length = text.substring(slash + 1);
        if (!LENGTH.matcher(length).matches()) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(length);
        return address(text.substring(0, slash))
                .filter(start -> bits <= start.size() * BITS)
                .map(start -> new IpRange(start, bits));
    }

    boolean contains(List<Integer> address) {
        return address.size() == start.size()
                && java.util.stream.IntStream.range(0, bits)
                        .allMatch(bit -> bit(address, bit) == bit(start, bit));
    }

    private static int bit(List<Integer> address, int bit) {
        return address.get(bit / BITS) >> (BITS - 1 - bit % BITS) & 1;
    }

    /// Reads an address; nothing where the text is none.
    static Optional<List<Integer>> address(String text) {
        return text.indexOf(':') < 0 ? four(text) : six(text);
    }

    private static Optional<List<Integer>> four(String text) {
        var numbers = Arrays.asList(text.split("\\.", -1));
        return numbers.size() == 4 && numbers.stream().allMatch(one -> BYTE.matcher(one).matches())
                ? Optional.of(numbers.stream().map(Integer::valueOf).toList())
                : Optional.empty();
    }

    private static Optional<List<Integer>> six(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text).filter(bytes -> bytes.size() == 2 * GROUPS);
        }
        var head = groups(text.substring(0, gap));
        var tail = groups(text.substring(gap + 2));
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        int zeros = 2 * GROUPS - head.get().size() - tail.get().size();
        if (zeros <= 0) {
            return Optional.empty();
        }
        var bytes = new ArrayList<>(head.get());
        bytes.addAll(java.util.Collections.nCopies(zeros, 0));
        bytes.addAll(tail.get());
        return Optional.of(List.copyOf(bytes));
    }

    /// The bytes of groups between colons; the last may be an IPv4 address.
    private static Optional<List<Integer>> groups(String text) {
        var bytes = new ArrayList<Integer>();
        var groups = text.isEmpty() ? List.<String>of() : Arrays.asList(text.split(":", -1));
        for (var place = 0; place < groups.size(); place++) {
            String group = groups.get(place);
            var last = place == groups.size() - 1 ? four(group) : Optional.<List<Integer>>empty();
            if (last.isPresent()) {
                bytes.addAll(last.get());
            } else if (GROUP.matcher(group).matches()) {
                int number = Integer.parseInt(group, 16);
                bytes.add(number >> BITS);
                bytes.add(number & 0xff);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(List.copyOf(bytes));
    }
}
