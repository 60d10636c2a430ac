package dev.mantissa.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Row;

class NumberFormatsTest {
    @ParameterizedTest
    @MethodSource("rows")
    void every_figure_follows_from_the_bits(int index) {
        Row row = new NumberFormats().load().row(index);
        String name = row.getString("format");
        int e = row.getInt("exponent_bits");
        int m = row.getInt("mantissa_bits");
        int bias = (1 << e - 1) - 1;
        assertThat(row.getInt("bits")).as(name).isEqualTo(1 + e + m);
        assertThat(row.getDouble("epsilon")).as(name).isEqualTo(Math.scalb(1.0, -m));
        assertThat(row.getDouble("min_normal")).as(name).isEqualTo(Math.scalb(1.0, 1 - bias));
        assertThat(row.getDouble("min_subnormal"))
                .as(name)
                .isEqualTo(Math.scalb(1.0, 1 - bias - m));
        assertThat(row.getDouble("max")).as(name).isEqualTo(max(name, e, m, bias));
    }

    static Stream<Integer> rows() {
        return Stream.iterate(0, i -> i + 1).limit(new NumberFormats().load().rowCount());
    }

    /** Formats with infinity give their highest exponent away; e4m3 gives away one code of it. */
    private static double max(String name, int e, int m, int bias) {
        boolean infinity = !name.matches("f8e4m3|f6e.*|f4e.*");
        int top = (1 << e) - 1 - bias - (infinity ? 1 : 0);
        double significand = 2 - Math.scalb(1.0, -m) * (name.equals("f8e4m3") ? 2 : 1);
        return significand * Math.scalb(1.0, top);
    }
}
