package io.sessionvault.sweepaccount;

import java.io.IOException;
import java.io.InputStream;

/// Lets a test of all functions reach this one's reader of its input.
public final class ItemReader {
    private ItemReader() {}

    public static void read(InputStream input) throws IOException {
        SweepRequest.read(input);
    }
}
