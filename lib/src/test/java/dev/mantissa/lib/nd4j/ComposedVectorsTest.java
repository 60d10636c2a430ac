package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static dev.mantissa.lib.nd4j.Under.normal;
import static dev.mantissa.lib.nd4j.Under.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import dev.mantissa.lib.precision.Accumulation;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.precision.Splitting;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Products in which vectors take part obey the modes that are more than rounding. */
class ComposedVectorsTest {
    private static final int K = 203;

    record Path(String name, INDArray a, INDArray b, BinaryOperator<INDArray> product) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Path> paths() {
        INDArray wide = normal(1, K, 7);
        return Stream.of(
                new Path("row times column", normal(2, 1, K), normal(3, K, 1), INDArray::mmul),
                new Path(
                        "strided vectors",
                        normal(4, 1, 3 * K).get(all(), interval(0, 3, 3 * K)),
                        wide.get(all(), interval(4, 5)),
                        INDArray::mmul),
                new Path(
                        "dot",
                        normal(5, K),
                        normal(6, K),
                        (x, y) -> Transforms.dot(x, y).reshape(1)),
                new Path(
                        "dot of strided vectors",
                        normal(7, K, 5).get(all(), point(2)),
                        normal(8, K),
                        (x, y) -> Transforms.dot(x, y).reshape(1)),
                new Path("matrix times column", normal(9, 5, K), normal(10, K, 1), INDArray::mmul),
                new Path("matrix times vector", normal(11, 5, K), normal(12, K), INDArray::mmul),
                new Path("row times matrix", normal(13, 1, K), wide, INDArray::mmul),
                new Path("column times row", normal(14, 11, 1), normal(15, 1, 6), INDArray::mmul),
                new Path("column times [1,1]", normal(16, 9, 1), normal(17, 1, 1), INDArray::mmul),
                new Path("[1,1] times row", normal(18, 1, 1), normal(19, 1, 9), INDArray::mmul));
    }

    static List<Precision> modes() {
        Stream<Precision> catalogue =
                Precisions.all().stream()
                        .filter(mode -> !mode.isPlain())
                        .filter(mode -> mode.accumulation() == Accumulation.F32);
        Stream<Precision> others =
                Stream.of("bf16:sr", "nvfp4@b200", "tf32:rz@a100").map(Precisions::of);
        return Stream.concat(catalogue, others).toList();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void a_product_is_that_of_the_definition(Path path) {
        for (Precision mode : modes()) {
            float[] actual = floats(under(mode, () -> path.product().apply(path.a(), path.b())));
            double[] expected = expected(path.a(), path.b(), mode);
            // Tensor cores cut sums off at 24 bits or so; f32 sums are better.
            assertThat(Under.distance(actual, expected)).as(mode.name()).isLessThan(2e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void it_is_not_that_of_f32(Path path) {
        for (String mode : List.of("int4", "nvfp4", "ternary", "bf16:sr")) {
            float[] plain = floats(path.product().apply(path.a(), path.b()));
            float[] actual = floats(under(mode, () -> path.product().apply(path.a(), path.b())));
            // A single weight is its own scale, which keeps it.
            boolean single =
                    path.b().length() == 1 || path.b().rank() == 2 && path.b().size(0) == 1;
            if (!single || mode.equals("bf16:sr")) {
                assertThat(actual).as(mode).isNotEqualTo(plain);
            }
        }
    }

    @Test
    void sums_of_sixteen_bits_stop_where_they_do() {
        INDArray ones = Nd4j.ones(DataType.FLOAT, 1, 4096);
        assertThat(under("bf16acc16", () -> ones.mmul(ones.transpose())).getFloat(0))
                .isEqualTo(2048f);
        assertThat(under("f16acc16", () -> Transforms.dot(ones, ones)).getFloat(0))
                .isEqualTo(4096f);
    }

    /** In f64, from the operands rounded as vectors along the dimension that is summed over. */
    private static double[] expected(INDArray a, INDArray b, Precision mode) {
        boolean vectors = a.rank() == 1;
        int m = vectors ? 1 : (int) a.size(0);
        int k = (int) (vectors ? a.length() : a.size(1));
        int n = b.rank() == 1 ? 1 : (int) b.size(1);
        float[] left = floats(a);
        float[] right = n == 1 ? floats(b) : floats(b.transpose());
        Splitting splitting = mode.splitting();
        if (splitting == null) {
            for (int i = 0; i < m; i++) {
                mode.operandFormat().round(left, i * k, k);
            }
            for (int j = 0; j < n; j++) {
                mode.rightFormat().round(right, j * k, k);
            }
        }
        double[] product = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int p = 0; p < k; p++) {
                    float x = left[i * k + p];
                    float y = right[j * k + p];
                    product[i * n + j] +=
                            splitting == null ? (double) x * y : split(x, y, splitting);
                }
            }
        }
        return product;
    }

    private static double split(float x, float y, Splitting splitting) {
        double sum = 0;
        float left = x;
        for (int i = 0; i < splitting.parts(); i++) {
            float leftPart = splitting.part().round(left);
            float right = y;
            for (int j = 0; j < splitting.parts(); j++) {
                float rightPart = splitting.part().round(right);
                sum += splitting.includes(i, j) ? (double) leftPart * rightPart : 0;
                right -= rightPart;
            }
            left -= leftPart;
        }
        return sum;
    }
}
