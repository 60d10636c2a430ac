package dev.mantissa.lib.engine;

/** Whether the Vector API is there. Names none of its types, so that asking never fails. */
final class VectorSupport {
    static final String MODULE = "jdk.incubator.vector";
    static final int SCORE = 100;

    private VectorSupport() {}

    static boolean present() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    static Probe probe(boolean present, int threads) {
        return present
                ? new Probe.Ready(SCORE, detail(threads))
                : new Probe.Refused(
                        "this JVM was started without the module " + MODULE,
                        "start it with --add-modules " + MODULE);
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
