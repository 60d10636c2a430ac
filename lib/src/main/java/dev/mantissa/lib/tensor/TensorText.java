package dev.mantissa.lib.tensor;

import java.util.Locale;

/** A tensor as text: type, shape and the values at its corners. */
final class TensorText {
    private static final int EDGE = 3;
    private static final int MOST = 2 * EDGE + 1;

    private final Tensor tensor;
    private final StringBuilder text = new StringBuilder();
    private final boolean scientific;

    private TensorText(Tensor tensor) {
        this.tensor = tensor;
        this.scientific = needsExponents();
    }

    static String of(Tensor tensor) {
        TensorText writer = new TensorText(tensor);
        String type = tensor.type().name().toLowerCase(Locale.ROOT);
        writer.text.append("Tensor ").append(type).append(' ').append(tensor.shape());
        if (tensor.shape().elements() > 0) {
            writer.text.append('\n');
            writer.axis(0, 0, 0);
        }
        return writer.text.toString();
    }

    /** Writes the sub-tensor at {@code offset} whose first axis is {@code axis}. */
    private void axis(int axis, int offset, int indent) {
        Shape shape = tensor.shape();
        if (axis == shape.rank()) {
            text.append(number(tensor.at(offset)));
            return;
        }
        int length = shape.length(axis);
        int step = 1;
        for (int inner = axis + 1; inner < shape.rank(); inner++) {
            step *= shape.length(inner);
        }
        boolean last = axis == shape.rank() - 1;
        text.append('[');
        for (int i = 0; i < length; i++) {
            if (i > 0) {
                text.append(last ? ", " : "\n" + " ".repeat(indent + 1));
            }
            if (length > MOST && i == EDGE) {
                text.append("…");
                i = length - EDGE - 1;
                continue;
            }
            axis(axis + 1, offset + i * step, indent + 1);
        }
        text.append(']');
    }

    /** Fixed point unless the values are too large or too small for it. */
    private boolean needsExponents() {
        int elements = tensor.shape().elements();
        double largest = 0;
        for (int i = 0; i < Math.min(elements, 1000); i++) {
            double magnitude = Math.abs(tensor.at(i));
            if (magnitude > 0 && Double.isFinite(magnitude)) {
                largest = Math.max(largest, magnitude);
            }
        }
        return largest >= 1e6 || (largest > 0 && largest < 1e-3);
    }

    private String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            String name = Double.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
            return "%10s".formatted(name);
        }
        return String.format(Locale.ROOT, scientific ? "%11.4e" : "%10.5f", value);
    }
}
