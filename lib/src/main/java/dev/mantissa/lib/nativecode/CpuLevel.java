package dev.mantissa.lib.nativecode;

/** The instruction sets for which there are kernels, best last. */
public enum CpuLevel {
    AVX2("avx2", "AVX2"),
    AVX512("avx512", "AVX-512 with VNNI");

    private final String suffix;
    private final String text;

    CpuLevel(String suffix, String text) {
        this.suffix = suffix;
        this.text = text;
    }

    /** What the names of its functions end in. */
    String suffix() {
        return suffix;
    }

    @Override
    public String toString() {
        return text;
    }
}
