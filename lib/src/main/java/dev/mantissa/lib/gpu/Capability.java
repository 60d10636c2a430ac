package dev.mantissa.lib.gpu;

/** CUDA's compute capability: 8.6. It says which instructions there are, not which cores. */
public record Capability(int major, int minor) implements Comparable<Capability> {
    /**
     * Reads "8.6".
     *
     * @throws IllegalArgumentException if it is none
     */
    static Capability of(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "a compute capability is written as 8.6, not " + text);
        }
        return new Capability(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    boolean atLeast(int otherMajor, int otherMinor) {
        return compareTo(new Capability(otherMajor, otherMinor)) >= 0;
    }

    @Override
    public int compareTo(Capability other) {
        return major != other.major
                ? Integer.compare(major, other.major)
                : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
