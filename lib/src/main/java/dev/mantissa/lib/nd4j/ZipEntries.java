package dev.mantissa.lib.nd4j;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Entries of a zip file with their SHA-256; never more is read than was said before. */
final class ZipEntries {
    private static final ValueLayout.OfFloat F32 =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private ZipEntries() {}

    static byte[] bytes(MemorySegment memory) {
        return memory.toArray(ValueLayout.JAVA_BYTE);
    }

    /** Little-endian f32. */
    static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        MemorySegment from = MemorySegment.ofArray(bytes);
        for (int i = 0; i < values.length; i++) {
            values[i] = from.get(F32, (long) i * Float.BYTES);
        }
        return values;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Writes beside the file and takes its place when finished: a failure leaves the old one. */
    static final class Writer implements AutoCloseable {
        private final Path file;
        private final Path beside;
        private final ZipOutputStream out;

        Writer(Path file) throws IOException {
            this.file = file;
            Path folder = file.toAbsolutePath().getParent();
            beside = Files.createTempFile(folder, ".quantised", ".part");
            out = new ZipOutputStream(Files.newOutputStream(beside));
        }

        /** Returns the SHA-256. */
        String add(String name, byte[] bytes) throws IOException {
            out.putNextEntry(new ZipEntry(name));
            out.write(bytes);
            out.closeEntry();
            return sha256(bytes);
        }

        void finish() throws IOException {
            out.close();
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void close() throws IOException {
            out.close();
            Files.deleteIfExists(beside);
        }
    }

    /** Reads. */
    static final class Reader implements AutoCloseable {
        private final ZipFile zip;

        Reader(Path file) throws IOException {
            if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException(file.toString());
            }
            zip = new ZipFile(file.toFile());
        }

        /**
         * One entry.
         *
         * @param size that it must have; negative for any
         * @param most bytes
         * @param sha256 that it must have; null for any
         */
        byte[] read(String name, long size, long most, @Nullable String sha256) throws IOException {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new IOException("it has no '%s'".formatted(name));
            }
            if (most > Integer.MAX_VALUE - 16) {
                throw new IOException("its '%s' is too large to read".formatted(name));
            }
            byte[] bytes;
            try (InputStream in = zip.getInputStream(entry)) {
                bytes = in.readNBytes((int) most + 1);
            }
            if (bytes.length > most || size >= 0 && bytes.length != size) {
                throw new IOException("its '%s' has another size than it must".formatted(name));
            }
            if (sha256 != null && !sha256.equals(sha256(bytes))) {
                throw new IOException(
                        "its '%s' is damaged: it is not what was saved".formatted(name));
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
