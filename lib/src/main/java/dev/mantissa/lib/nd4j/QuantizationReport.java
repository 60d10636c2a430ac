package dev.mantissa.lib.nd4j;

import java.util.List;

/**
 * What quantising did to a network.
 *
 * @param network its class: "MultiLayerNetwork"
 * @param scheme name of the scheme
 * @param layers one entry per weight array, in the network's order
 * @param bytesUntouched of the parameters that stay f32: biases, norms
 * @param changed names of the arrays that no longer hold their packed values: trained since
 * @param kept names of the weight arrays that were left f32
 * @param resident what the quantised arrays take of memory now
 */
public record QuantizationReport(
        String network,
        String scheme,
        List<LayerReport> layers,
        long bytesUntouched,
        List<String> changed,
        List<String> kept,
        Resident resident) {
    /**
     * Bytes of the quantised arrays in memory, in all forms in which they are there.
     *
     * @param packed as they are saved, scales included
     * @param panels in the order in which kernels read them; made at the first product
     * @param decoded f32 values, in the network's own arrays
     * @param originals the network's own weights, kept to be given back
     */
    public record Resident(long packed, long panels, long decoded, long originals) {}

    public QuantizationReport {
        kept = List.copyOf(kept);
        layers = List.copyOf(layers);
        changed = List.copyOf(changed);
    }

    /** The same of a network that takes so much memory. */
    QuantizationReport in(Resident memory) {
        return new QuantizationReport(
                network, scheme, layers, bytesUntouched, changed, kept, memory);
    }

    /** Bytes of the quantised arrays before, as f32. */
    public long bytesBefore() {
        return layers.stream().mapToLong(LayerReport::bytesBefore).sum();
    }

    /** Bytes of the quantised arrays packed, scales included. */
    public long bytesAfter() {
        return layers.stream().mapToLong(LayerReport::bytesAfter).sum();
    }

    /** Bits per quantised weight, scales included. */
    public double bitsPerWeight() {
        return 8.0 * Float.BYTES * bytesAfter() / bytesBefore();
    }

    /** One line per weight array and one for all of them. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("%s quantised to %s%n".formatted(network, scheme));
        text.append(row("weights", "shape", "f32", "packed", "bits", "predicted", "measured"));
        for (LayerReport layer : layers) {
            text.append(
                    row(
                            layer.name(),
                            layer.shape().toString(),
                            bytes(layer.bytesBefore()),
                            bytes(layer.bytesAfter()),
                            "%.2f".formatted(layer.bitsPerWeight()),
                            "%.2g".formatted(layer.predictedError()),
                            "%.2g".formatted(layer.measuredError())));
        }
        text.append(
                "%s -> %s packed, %.2f bits per weight; %s of biases and norms stay f32%n"
                        .formatted(
                                bytes(bytesBefore()),
                                bytes(bytesAfter()),
                                bitsPerWeight(),
                                bytes(bytesUntouched)));
        text.append(
                "in memory: packed %s, panels of the kernels %s, decoded %s, originals %s"
                        .formatted(
                                bytes(resident.packed()),
                                bytes(resident.panels()),
                                bytes(resident.decoded()),
                                bytes(resident.originals())));
        return text.toString();
    }

    private static String row(Object... cells) {
        return "  %-16s %-18s %10s %10s %6s %10s %10s%n".formatted(cells);
    }

    private static String bytes(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + " B";
        }
        return bytes < 1 << 20
                ? "%.1f KiB".formatted(bytes / 1024.0)
                : "%.1f MiB".formatted(bytes / (1024.0 * 1024));
    }
}
