package io.sessionvault.bench;

import java.util.ArrayList;
import java.util.List;

/// Single values of one figure, in the order in which they were measured.
public final class Samples {
    private final List<Double> values = new ArrayList<>();

    /// Adds a value.
    public void add(double value) {
        values.add(value);
    }

    /// All values.
    public List<Double> values() {
        return List.copyOf(values);
    }

    /// The value in the middle; of an even number, the mean of the two in the middle.
    ///
    /// @throws IllegalStateException when there is no value
    public double median() {
        List<Double> sorted = sorted();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /// The smallest value.
    public double min() {
        return sorted().getFirst();
    }

    /// The largest value.
    public double max() {
        return sorted().getLast();
    }

    /// The smallest value that at least so many percent of all values do not exceed.
    ///
    /// @param percent above 0, at most 100
    public double percentile(int percent) {
        List<Double> sorted = sorted();
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(rank - 1);
    }

    private List<Double> sorted() {
        if (values.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        return values.stream().sorted().toList();
    }
}
