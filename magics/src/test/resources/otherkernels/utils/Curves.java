package notebooks.utils;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

public class Curves {
    public static double[] call(double[] x, DoubleUnaryOperator f) {
        return Arrays.stream(x).map(f).toArray();
    }
}
