package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.distance;
import static dev.mantissa.lib.nd4j.Under.floats;
import static dev.mantissa.lib.nd4j.Under.normal;
import static dev.mantissa.lib.nd4j.Under.rounded;
import static dev.mantissa.lib.nd4j.Under.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import dev.mantissa.lib.Source;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Every way from ND4J's interface to a product: under a mode it is the product of rounded arrays.
 */
class ProductPathsTest {
    /** A product, with operands of its own. */
    record Path(String name, INDArray a, INDArray b, BinaryOperator<INDArray> product) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Path> paths() {
        INDArray a = normal(1, 37, 53);
        INDArray b = normal(2, 53, 29);
        return Stream.of(
                new Path("mmul", a, b, INDArray::mmul),
                new Path("mmul, f order", a.dup('f'), b.dup('f'), INDArray::mmul),
                new Path("transposed view", normal(3, 53, 37), b, (x, y) -> x.transpose().mmul(y)),
                new Path("strided view", normal(4, 40, 120), b, ProductPathsTest::strided),
                new Path("sparse view", normal(5, 40, 530), b, ProductPathsTest::sparse),
                new Path("view of a view", normal(6, 60, 80), b, ProductPathsTest::viewOfView),
                new Path("mmuli", a, b, (x, y) -> x.mmuli(y, Nd4j.create(x.dataType(), 37, 29))),
                new Path("matrix times column", a, normal(7, 53, 1), INDArray::mmul),
                new Path("matrix times vector", a, normal(8, 53), INDArray::mmul),
                new Path("row times column", normal(9, 1, 53), normal(10, 53, 1), INDArray::mmul),
                new Path("column times row", normal(11, 13, 1), normal(12, 1, 11), INDArray::mmul),
                new Path("column times [1,1]", normal(13, 13, 1), normal(14, 1, 1), INDArray::mmul),
                new Path("[1,1] times row", normal(15, 1, 1), normal(16, 1, 17), INDArray::mmul),
                new Path("gemm", normal(17, 53, 37), b, ProductPathsTest::gemm),
                new Path("batched", normal(18, 4, 7, 9), normal(19, 4, 9, 5), Nd4j::matmul),
                new Path("BLAS level 3", a, b, ProductPathsTest::blas),
                new Path("gemv", a, normal(7, 53, 1), ProductPathsTest::gemv),
                new Path("ger, a Number", normal(26, 13), normal(27, 11), ProductPathsTest::ger),
                new Path("ger, a double", normal(28, 13), normal(29, 11), ProductPathsTest::gerF64),
                new Path("ger, a float", normal(30, 13), normal(31, 11), ProductPathsTest::gerF32),
                new Path("Mmul", a, b, (x, y) -> Nd4j.getExecutioner().exec(new Mmul(x, y))[0]),
                new Path("matmul by name", a, b, (x, y) -> named("matmul", x, y)),
                new Path("gemm by name", a, b, (x, y) -> named("gemm", x, y)),
                new Path(
                        "tensorMmul",
                        normal(20, 3, 4, 5),
                        normal(21, 5, 4, 6),
                        (x, y) -> Nd4j.tensorMmul(x, y, new int[][] {{2}, {0}})),
                new Path(
                        "xw_plus_b",
                        a,
                        b,
                        (x, y) -> Nd4j.nn().linear(x, y, Nd4j.ones(x.dataType(), 29))),
                new Path(
                        "relu_layer",
                        a,
                        b,
                        (x, y) -> Nd4j.nn().reluLayer(x, y, Nd4j.ones(x.dataType(), 29))),
                new Path(
                        "conv2d",
                        normal(22, 2, 3, 9, 9),
                        normal(23, 3, 3, 3, 4),
                        (x, y) -> Nd4j.cnn().conv2d(x, y, threeByThree())),
                new Path(
                        "dot",
                        normal(24, 999),
                        normal(25, 999),
                        (x, y) -> Transforms.dot(x, y).reshape(1)));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void a_product_under_a_mode_is_the_product_of_the_rounded_operands(Path path) {
        INDArray a = nearIntegers(path.a());
        INDArray b = nearIntegers(path.b());
        float[] exact = floats(path.product().apply(a, b));
        for (Precision mode : Under.rounding()) {
            // Products and sums of the integers are exact, in whatever order somebody sums.
            INDArray expected = path.product().apply(rounded(a, mode), rounded(b, mode));
            float[] aBefore = floats(a);
            float[] bBefore = floats(b);
            float[] actual = floats(under(mode, () -> path.product().apply(a, b)));
            assertThat(actual).as(mode.name()).containsExactly(floats(expected));
            assertThat(actual).as("not " + mode.name() + " at all").isNotEqualTo(exact);
            assertThat(floats(a)).as("operands unchanged").containsExactly(aBefore);
            assertThat(floats(b)).as("operands unchanged").containsExactly(bBefore);
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void on_normal_operands_it_is_their_exact_product_but_for_f32_sums(Path path) {
        for (Precision mode : Under.rounding()) {
            INDArray a = rounded(path.a(), mode).castTo(DataType.DOUBLE);
            INDArray b = rounded(path.b(), mode).castTo(DataType.DOUBLE);
            double[] expected = path.product().apply(a, b).dup('c').data().asDouble();
            float[] actual = floats(under(mode, () -> path.product().apply(path.a(), path.b())));
            assertThat(distance(actual, expected)).as(mode.name()).isLessThan(ofF32(actual));
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void highest_is_nd4j_bit_for_bit_unless_somebody_chose_an_engine(Path path) {
        Numerics highest = new Numerics(Under.HIGHEST, Source.SCOPE);
        float[] plain = floats(path.product().apply(path.a(), path.b()));
        AtomicReference<INDArray> result = new AtomicReference<>();
        highest.run(() -> result.set(path.product().apply(path.a(), path.b())));
        assertThat(floats(result.get())).containsExactly(plain);
        highest.withEngine("vector")
                .run(() -> result.set(path.product().apply(path.a(), path.b())));
        INDArray wide =
                path.product()
                        .apply(path.a().castTo(DataType.DOUBLE), path.b().castTo(DataType.DOUBLE));
        float[] actual = floats(result.get());
        assertThat(distance(actual, wide.dup('c').data().asDouble())).isLessThan(ofF32(actual));
    }

    /** The error that f32 sums may have; in few of them cancellation can weigh much. */
    private static double ofF32(float[] sums) {
        return sums.length < 100 ? 5e-6 : 5e-7;
    }

    @Test
    void the_sum_of_4096_ones_is_4096_in_every_mode() {
        INDArray row = Nd4j.ones(DataType.FLOAT, 1, 4096);
        INDArray rows = Nd4j.ones(DataType.FLOAT, 3, 4096);
        for (Precision mode : Under.rounding()) {
            assertThat(under(mode, () -> row.mmul(row.transpose())).getFloat(0)).isEqualTo(4096f);
            assertThat(floats(under(mode, () -> rows.mmul(rows.transpose())))).containsOnly(4096f);
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void f64_gives_the_product_of_f64_arrays_rounded_once(Path path) {
        INDArray wide =
                path.product()
                        .apply(path.a().castTo(DataType.DOUBLE), path.b().castTo(DataType.DOUBLE));
        INDArray actual =
                under(Precisions.of("f64"), () -> path.product().apply(path.a(), path.b()));
        double[] expected = wide.dup('c').data().asDouble();
        assertThat(actual.dataType()).isEqualTo(DataType.FLOAT);
        assertThat(distance(floats(actual), expected)).isLessThan(6e-8);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void an_engine_that_was_chosen_gives_the_same_product(Path path) {
        for (Precision mode : Under.rounding()) {
            for (String engine : new String[] {"vector", "scalar"}) {
                Numerics numerics = new Numerics(mode, Source.SCOPE);
                float[] byBlas =
                        floats(under(mode, () -> path.product().apply(path.a(), path.b())));
                AtomicReference<INDArray> result = new AtomicReference<>();
                numerics.withEngine(engine)
                        .run(() -> result.set(path.product().apply(path.a(), path.b())));
                double[] expected = new double[byBlas.length];
                for (int i = 0; i < expected.length; i++) {
                    expected[i] = byBlas[i];
                }
                assertThat(distance(floats(result.get()), expected)).as(engine).isLessThan(5e-7);
            }
        }
    }

    @Test
    void f64_arrays_are_left_alone() {
        INDArray a = normal(1, 9, 9).castTo(DataType.DOUBLE);
        INDArray expected = a.mmul(a);
        for (Precision mode : Under.rounding()) {
            assertThat(under(mode, () -> a.mmul(a))).isEqualTo(expected);
        }
    }

    @Test
    void a_multiplication_by_a_number_is_no_product_and_is_left_alone() {
        INDArray column = normal(1, 9, 1);
        float[] expected = floats(column.mul(1.2345678f));
        for (Precision mode : Under.rounding()) {
            assertThat(floats(under(mode, () -> column.mul(1.2345678f)))).containsExactly(expected);
        }
    }

    /** Integers from -3 to 3, each off by so little that every mode rounds it back. */
    private static INDArray nearIntegers(INDArray like) {
        INDArray values = like.dup(like.ordering());
        for (long i = 0; i < values.data().length(); i++) {
            long number = i * 5 % 7 - 3;
            values.data().put(i, number * (1 + 0x1p-14f));
        }
        return values;
    }

    private static INDArray strided(INDArray x, INDArray y) {
        return x.get(interval(1, 30), interval(2, 2, 108)).mmul(y);
    }

    private static INDArray sparse(INDArray x, INDArray y) {
        return x.get(all(), interval(0, 10, 530)).mmul(y);
    }

    private static INDArray viewOfView(INDArray x, INDArray y) {
        return x.get(interval(3, 50), interval(5, 75)).get(interval(2, 9), interval(7, 60)).mmul(y);
    }

    private static INDArray gemm(INDArray x, INDArray y) {
        INDArray c = Nd4j.ones(x.dataType(), 37, 29).dup('f');
        return Nd4j.gemm(x, y, c, true, false, 2.0, 0.5);
    }

    private static INDArray blas(INDArray x, INDArray y) {
        INDArray c = Nd4j.create(x.dataType(), new long[] {37, 29}, 'f');
        Nd4j.getBlasWrapper().level3().gemm(x, y, c, false, false, 1.0, 0.0);
        return c;
    }

    private static INDArray gemv(INDArray x, INDArray y) {
        INDArray c = Nd4j.create(x.dataType(), new long[] {37, 1}, 'f');
        return Nd4j.getBlasWrapper().gemv(1.0, x, y, 0.0, c);
    }

    private static INDArray ger(INDArray x, INDArray y) {
        return Nd4j.getBlasWrapper().ger((Number) 1, x, y, zeros(x, y));
    }

    private static INDArray gerF64(INDArray x, INDArray y) {
        return Nd4j.getBlasWrapper().ger(1.0, x, y, zeros(x, y));
    }

    private static INDArray gerF32(INDArray x, INDArray y) {
        return Nd4j.getBlasWrapper().ger(1f, x, y, zeros(x, y));
    }

    private static INDArray zeros(INDArray x, INDArray y) {
        return Nd4j.create(x.dataType(), new long[] {x.length(), y.length()}, 'f');
    }

    private static INDArray named(String name, INDArray x, INDArray y) {
        return Nd4j.exec(DynamicCustomOp.builder(name).addInputs(x, y).build())[0];
    }

    private static Conv2DConfig threeByThree() {
        return Conv2DConfig.builder().kH(3).kW(3).sH(1).sW(1).build();
    }
}
