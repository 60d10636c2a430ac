package dev.mantissa.kernel.session;

/** What native code has printed and the C library still holds back. */
public final class NativeOutput {
    private NativeOutput() {}

    /** Holds the functions, so that they are looked up once and only when needed. */
    private static final class Functions {
        private static final Posix POSIX = new Posix();
    }

    /** Looks the functions up ahead of the first use. */
    public static void prepare() {
        flush();
    }

    /** Makes the C library write out what its streams hold back. */
    public static void flush() {
        Functions.POSIX.flushAll();
    }
}
