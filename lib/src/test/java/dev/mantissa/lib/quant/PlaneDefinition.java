package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What the planes of a packed tensor stand for, written down a second time, byte by byte. */
final class PlaneDefinition {
    private PlaneDefinition() {}

    /** One weight as it is stored: not turned back. */
    static float weight(QuantTensor tensor, int row, int col) {
        PlaneScheme scheme = (PlaneScheme) tensor.scheme();
        int bits = scheme.bits();
        long block = row * tensor.rowBytes() + col / 32 * (4L * bits);
        int index = col % 32;
        int code;
        if (bits == 3) {
            code = field(tensor, block, index, 2) | field(tensor, block + 8, index, 1) << 2;
        } else {
            code = field(tensor, block, index, bits);
        }
        int signed = bits == 8 ? (byte) code : code;
        long groups =
                scheme.group() >= QuantScheme.ROW
                        ? 1
                        : (tensor.cols() + scheme.group() - 1L) / scheme.group();
        long group = scheme.group() >= QuantScheme.ROW ? 0 : col / scheme.group();
        long at = scheme.group() == QuantScheme.TENSOR ? 0 : row * groups + group;
        float value = scheme.level(signed) * scale(tensor, at);
        return tensor.zeros().byteSize() == 0 ? value : value + f16(tensor.zeros(), at);
    }

    private static float scale(QuantTensor tensor, long at) {
        MemorySegment scales = tensor.scales();
        return switch (tensor.scheme().name()) {
            case "mxfp4" ->
                    (float) Math.pow(2, (scales.get(ValueLayout.JAVA_BYTE, at) & 255) - 127);
            case "nvfp4" -> {
                int bits = scales.get(ValueLayout.JAVA_BYTE, at) & 255;
                int mantissa = bits % 8 + (bits < 8 ? 0 : 8);
                double e4m3 = mantissa * Math.pow(2, Math.max(bits / 8, 1) - 10);
                yield (float) e4m3 * tensor.tensorScale();
            }
            default -> f16(scales, at);
        };
    }

    private static float f16(MemorySegment plane, long index) {
        return Float.float16ToFloat(plane.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * index));
    }

    private static int field(QuantTensor tensor, long block, int index, int bits) {
        int bytes = 4 * bits;
        int packed = tensor.codes().get(ValueLayout.JAVA_BYTE, block + index % bytes) & 255;
        return packed >> index / bytes * bits & (1 << bits) - 1;
    }
}
