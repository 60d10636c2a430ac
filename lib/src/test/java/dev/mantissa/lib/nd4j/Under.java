package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.Source;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.PrecisionPolicy;
import dev.mantissa.lib.precision.Precisions;
import java.util.List;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the tests of this package share: running under a mode, and independent rounding. */
final class Under {
    static final Precision HIGHEST = Precisions.of("highest");

    private Under() {}

    /** The modes that do nothing but round to a narrower 16-bit-like format and sum in f32. */
    static List<Precision> rounding() {
        return Precisions.all().stream()
                .filter(Precision::isPlain)
                .filter(mode -> mode.operandFormat().mantissaBits() < 23)
                .toList();
    }

    static <T> T under(Precision mode, Supplier<T> body) {
        return under(PrecisionPolicy.of(mode), body);
    }

    static <T> T under(String policy, Supplier<T> body) {
        return under(PrecisionPolicy.parse(policy), body);
    }

    private static <T> T under(PrecisionPolicy policy, Supplier<T> body) {
        try {
            return new Numerics(policy, Source.SCOPE).call(body::get);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A copy of {@code array} in its own order, every element rounded one by one. */
    static INDArray rounded(INDArray array, Precision mode) {
        INDArray copy = array.dup(array.ordering());
        for (long i = 0; i < copy.data().length(); i++) {
            copy.data().put(i, mode.operandFormat().round(copy.data().getFloat(i)));
        }
        return copy;
    }

    static float[] floats(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    static INDArray normal(long seed, long... shape) {
        Nd4j.getRandom().setSeed(seed);
        return Nd4j.randn(DataType.FLOAT, shape);
    }

    /** Relative distance in the Frobenius norm, in f64. */
    static double distance(float[] actual, double[] expected) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return Math.sqrt(difference / norm);
    }
}
