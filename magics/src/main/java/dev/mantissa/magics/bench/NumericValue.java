package dev.mantissa.magics.bench;

import dev.mantissa.lib.nd4j.ArrayView;
import dev.mantissa.lib.tensor.Tensor;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The numbers in a value, if it is made of numbers. */
final class NumericValue {
    private NumericValue() {}

    /** Of a number, an array (of arrays) of numbers, a tensor or an ND4J array; f64 copies. */
    static Optional<double[]> of(@Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case Number number -> Optional.of(new double[] {number.doubleValue()});
            case Tensor tensor -> Optional.of(tensor.toDoubleArray());
            case Object array when array.getClass().isArray() -> elements(array);
            case Object other when ArrayView.fits(other.getClass()) ->
                    Optional.of(ArrayView.of(other).toArray());
            default -> Optional.empty();
        };
    }

    private static Optional<double[]> elements(Object array) {
        DoubleStream all = DoubleStream.empty();
        int length = Array.getLength(array);
        if (array instanceof double[] doubles) {
            return Optional.of(doubles.clone());
        }
        double[] flat = new double[length];
        boolean plain = array.getClass().getComponentType().isPrimitive();
        for (int i = 0; i < length; i++) {
            Optional<double[]> part = of(Array.get(array, i));
            if (part.isEmpty()) {
                return Optional.empty();
            }
            if (plain) {
                flat[i] = part.get()[0];
            } else {
                all = DoubleStream.concat(all, Arrays.stream(part.get()));
            }
        }
        return Optional.of(plain ? flat : all.toArray());
    }
}
