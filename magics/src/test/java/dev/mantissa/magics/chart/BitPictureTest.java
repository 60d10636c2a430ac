package dev.mantissa.magics.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.format.BinaryFormat;
import dev.mantissa.lib.format.F16;
import dev.mantissa.lib.format.F32;
import dev.mantissa.lib.format.F64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BitPictureTest {
    @Test
    void the_table_has_the_bits_in_their_parts_and_what_they_mean() {
        List<String> row =
                Charts.bits("t").value("0.1f", F32.FORMAT, 0.1).table().rows().getFirst();

        assertThat(row)
                .containsExactly(
                        "0.1f",
                        "f32",
                        "0",
                        "01111011",
                        "10011001100110011001101",
                        "2⁻⁴ (123 − 127) × 1.60000002384185791015625");
    }

    @Test
    void subnormal_numbers_and_infinity_say_what_they_are() {
        String text =
                Charts.bits("t")
                        .value("small", F16.FORMAT, 0x1p-24)
                        .value("large", F16.FORMAT, -1e6)
                        .text();

        assertThat(text).contains("2⁻¹⁴ (0: subnormal) × 0.0009765625", "−∞");
    }

    @Test
    void every_bit_has_its_box_and_every_part_its_tooltip() {
        String svg = Charts.bits("t").value("1.5", BinaryFormat.of(4, 3), 1.5).svg();

        assertThat(boxes(svg, "sign 0")).isEqualTo(1);
        assertThat(boxes(svg, "exponent 0111")).isEqualTo(4);
        assertThat(boxes(svg, "significand 100")).isEqualTo(3);
        assertThat(svg).contains("= 1.5<", "(7 − 7)");
    }

    @Test
    void sixty_four_bits_stay_inside_the_picture() {
        String svg = Charts.bits("t").value("0.5", F64.FORMAT, 0.5).svg();

        assertThat(boxes(svg, "significand " + "0".repeat(52))).isEqualTo(52);
        Pattern.compile("M([0-9.]+) ")
                .matcher(svg)
                .results()
                .forEach(r -> assertThat(Double.parseDouble(r.group(1))).isBetween(0.0, 706.0));
    }

    private static long boxes(String svg, String tooltip) {
        Matcher path =
                Pattern.compile("d=\"([^\"]*)\"><title>" + tooltip + "</title>").matcher(svg);
        assertThat(path.find()).as(tooltip).isTrue();
        return path.group(1).chars().filter(c -> c == 'M').count();
    }

    @Test
    void each_row_adds_to_the_height() {
        BitPicture picture = Charts.bits("t").value("1", F32.FORMAT, 1);
        int one = picture.height();
        picture.value("2", F32.FORMAT, 2);

        assertThat(picture.height() - one).isEqualTo(88);
    }
}
