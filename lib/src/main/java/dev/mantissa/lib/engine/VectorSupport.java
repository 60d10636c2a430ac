package dev.mantissa.lib.engine;

/**
 * What the vector engine says of itself. Names no type of the Vector API, so that asking never
 * fails.
 */
final class VectorSupport {
    static final int SCORE = 100;

    private VectorSupport() {}

    static Probe probe(boolean present, int threads) {
        return present
                ? new Probe.Ready(SCORE, detail(threads))
                : new Probe.Refused(
                        "this JVM has not loaded the module " + VectorModule.NAME,
                        "start it with --add-modules " + VectorModule.NAME);
    }

    private static String detail(int threads) {
        int lanes = MicroKernel.LANES;
        return "%s, %d lanes, %d thread%s"
                .formatted(set(lanes), lanes, threads, threads == 1 ? "" : "s");
    }

    private static String set(int lanes) {
        boolean x86 = System.getProperty("os.arch", "").matches("amd64|x86_64");
        if (!x86) {
            return lanes * Float.SIZE + "-bit vectors";
        }
        return switch (lanes) {
            case 16 -> "AVX-512";
            case 8 -> "AVX2";
            default -> "SSE";
        };
    }
}
