package dev.mantissa.lib.quant;

import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;

/** Schemes with options that tests go through, and what they measure. */
final class SchemeCases {
    private static final List<String> VARIANTS =
            List.of(
                    "q8:g64",
                    "q8:search",
                    "q8:asym",
                    "q8:asym:search",
                    "q8:tensor",
                    "q4:g64",
                    "q4:g128",
                    "q4:absmax",
                    "q4:asym",
                    "q4:asym:absmax",
                    "q4:asym:g64:rot",
                    "q4:row",
                    "q4:tensor",
                    "q4:rot",
                    "q3:asym",
                    "q2:g128",
                    "q2:asym",
                    "q2:absmax",
                    "q2:rot:row",
                    "q1:asym",
                    "q1:asym:search",
                    "ternary:absmean",
                    "nf4:search",
                    "nf4:row",
                    "mxfp4:search",
                    "nvfp4:search",
                    "q4_k:rot");

    private SchemeCases() {}

    /** Every scheme as it comes, and many with options. */
    static Stream<QuantScheme> all() {
        return Stream.concat(QuantSchemes.all().stream(), VARIANTS.stream().map(QuantSchemes::of));
    }

    /** Those whose scale may be any f16: a constant, or very small weights, can be stored. */
    static Stream<QuantScheme> withFreeScales() {
        return all().filter(s -> !s.name().contains("mxfp4") && !s.name().contains("nvfp4"));
    }

    /** Norm of what is lost over the norm of the weights. */
    static double error(float[] weights, QuantTensor tensor) {
        double difference = 0;
        double norm = 0;
        float[] row = new float[tensor.cols()];
        for (int i = 0; i < tensor.rows(); i++) {
            tensor.read(i, 0, row.length, row, 0);
            for (int j = 0; j < row.length; j++) {
                double weight = weights[i * row.length + j];
                difference += (row[j] - weight) * (row[j] - weight);
                norm += weight * weight;
            }
        }
        return Math.sqrt(difference / norm);
    }

    static Matrix matrix(float[] values, int rows, int cols) {
        return Matrix.rowMajor(MemorySegment.ofArray(values), rows, cols);
    }
}
