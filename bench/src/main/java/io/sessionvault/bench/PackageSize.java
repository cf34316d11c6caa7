package io.sessionvault.bench;

import io.sessionvault.local.lambda.PackagedFunction;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The size of a function's package, as it is uploaded and as it lies in `/var/task`.
///
/// @param zippedMegabytes of the archive, in 1,000,000 bytes
/// @param megabytes of all its files
record PackageSize(double zippedMegabytes, double megabytes) {
    private static final double MEGA = 1e6;

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            bytes += length;
        }
    }

    static PackageSize of(PackagedFunction code) {
        Counter zipped = new Counter();
        long plain = 0;
        try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
            plain += add(zip, code.classes(), "");
            plain += add(zip, code.libraries(), "lib/");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new PackageSize(zipped.bytes / MEGA, plain / MEGA);
    }

    private static long add(ZipOutputStream zip, Path directory, String prefix) throws IOException {
        List<Path> files;
        try (var found = Files.walk(directory)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        long bytes = 0;
        for (Path file : files) {
            zip.putNextEntry(new ZipEntry(prefix + directory.relativize(file)));
            bytes += Files.copy(file, zip);
        }
        return bytes;
    }
}
