package dev.mantissa.lib.tensor;

import dev.mantissa.lib.UsageException;

/** Turns Java arrays into shapes and row-major values. */
final class TensorSource {
    private TensorSource() {}

    /** The shape that was given, or that of a vector where none was. */
    static Shape shape(int values, int... lengths) {
        if (lengths.length == 0) {
            return Shape.of(values);
        }
        Shape shape = Shape.of(lengths);
        if (shape.elements() != values) {
            throw new UsageException(
                    "tensor: %d values do not fill the shape %s, which has %d elements"
                            .formatted(values, shape, shape.elements()));
        }
        return shape;
    }

    static Shape shape(float[][] rows) {
        int cols = rows.length == 0 ? 0 : rows[0].length;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != cols) {
                throw new UsageException(
                        "tensor: row 0 has %d values and row %d has %d; all rows must be equally long"
                                .formatted(cols, i, rows[i].length));
            }
        }
        return Shape.of(rows.length, cols);
    }

    static float[] flatten(float[][] rows) {
        float[] values = new float[shape(rows).elements()];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * rows[i].length, rows[i].length);
        }
        return values;
    }
}
