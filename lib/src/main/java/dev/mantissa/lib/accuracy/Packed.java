package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantTensor;
import java.util.List;
import java.util.stream.IntStream;

/** The weights of a draw, packed by one scheme. */
record Packed(QuantScheme scheme, List<QuantTensor> tensors) {
    static Packed of(Draw draw, QuantScheme scheme) {
        return new Packed(
                scheme,
                IntStream.range(0, draw.shapes().size())
                        .mapToObj(i -> scheme.encode(draw.matrix(i)))
                        .toList());
    }

    /** Bits that are truly stored for each weight: scales and padding included. */
    double bitsPerWeight() {
        long bytes = tensors.stream().mapToLong(QuantTensor::bytes).sum();
        long weights = tensors.stream().mapToLong(t -> (long) t.rows() * t.cols()).sum();
        return 8.0 * bytes / weights;
    }

    /** The rows that a packed weight stands for, each value read by itself: the slow, sure way. */
    DoubleProduct.Rows rows(int weight) {
        QuantTensor tensor = tensors.get(weight);
        return (row, to) -> {
            for (int col = 0; col < to.length; col++) {
                to[col] = tensor.get(row, col);
            }
        };
    }

    MatrixShape shape(int weight) {
        QuantTensor tensor = tensors.get(weight);
        return new MatrixShape(tensor.rows(), tensor.cols());
    }
}
