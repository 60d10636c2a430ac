package dev.mantissa.lib.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class HollowArraysTest {
    private static final float WRITTEN = 5;

    @Test
    void every_element_is_nan() {
        for (INDArray hollow :
                List.of(
                        HollowArrays.weights(new long[] {4, 2, 3, 3}, 0),
                        HollowArrays.weights(new long[] {5, 7}, 1),
                        HollowArrays.weights(new long[] {1, 3}, 0))) {
            checkNan(hollow);
        }
    }

    /** DL4J reshapes kernels so before each convolution. */
    @Test
    void their_memory_stays_theirs_when_they_are_reshaped() {
        INDArray hollow = HollowArrays.weights(new long[] {4, 2, 3, 3}, 0);
        INDArray row = HollowArrays.row(4096);
        List<INDArray> others = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            INDArray view = hollow.permute(3, 2, 1, 0).reshape('f', 18, 4);
            assertThat(view.data().address()).isEqualTo(hollow.data().address());
            row.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 64)).reshape('f', 8, 8);
            others.add(Nd4j.valueArrayOf(new long[] {1, 20 + i % 60}, WRITTEN, DataType.FLOAT));
        }
        checkNan(hollow);
        assertThat(others).allSatisfy(a -> assertThat(a.getFloat(0)).isEqualTo(WRITTEN));
    }

    private static void checkNan(INDArray hollow) {
        for (float value : Under.floats(hollow)) {
            assertThat(value).isNaN();
        }
    }
}
