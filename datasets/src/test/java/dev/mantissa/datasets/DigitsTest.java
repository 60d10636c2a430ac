package dev.mantissa.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsTest {
    private static final DigitsSpec SMALL = DigitsSpec.STANDARD.withSizes(300, 100);
    @TempDir Path folder;

    @Test
    void the_standard_set_has_the_stated_checksum_on_this_machine_too() throws Exception {
        Digits digits = Digits.load(DigitsSpec.STANDARD, new Cache(folder));
        assertThat(digits.train().size()).isEqualTo(6_000);
        assertThat(digits.test().size()).isEqualTo(1_500);
        try (var files = Files.list(folder)) {
            byte[] kept = Files.readAllBytes(files.findFirst().orElseThrow());
            assertThat(new String(kept, 0, 64, java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo(Digits.STANDARD_SHA_256);
        }
    }

    @Test
    void every_beginning_of_ten_holds_each_digit_once() {
        int[] labels = Digits.load(SMALL, new Cache(folder)).train().labels();
        for (int i = 0; i < labels.length; i += 10) {
            assertThat(Arrays.copyOfRange(labels, i, i + 10))
                    .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
        assertThat(Arrays.copyOf(labels, 10)).isNotEqualTo(IntStream.range(0, 10).toArray());
    }

    @Test
    void a_smaller_set_is_the_beginning_of_a_larger_one() {
        Digits small = Digits.load(SMALL, new Cache(folder));
        Digits large = Digits.load(SMALL.withSizes(500, 150), new Cache(folder));
        assertThat(large.train().first(300).images()).isDeepEqualTo(small.train().images());
        assertThat(large.test().first(100).labels()).isEqualTo(small.test().labels());
    }

    @Test
    void images_are_grey_values_from_0_to_1_with_ink_in_them() {
        DigitImages images = Digits.load(SMALL, new Cache(folder)).train();
        for (float[] image : images.images()) {
            double darkest = 0;
            for (float pixel : image) {
                assertThat(pixel).isBetween(0f, 1f);
                darkest = Math.max(darkest, pixel);
            }
            assertThat(darkest).isGreaterThan(0.4);
        }
    }

    @Test
    void train_and_test_share_no_image() {
        Digits digits = Digits.load(SMALL, new Cache(folder));
        for (float[] test : digits.test().images()) {
            assertThat(Arrays.stream(digits.train().images()))
                    .noneMatch(train -> Arrays.equals(train, test));
        }
    }

    @Test
    void the_nearest_average_image_tells_most_digits_apart_but_not_all() {
        Digits digits = Digits.load(SMALL.withSizes(2_000, 500), new Cache(folder));
        double right = nearestMeanAccuracy(digits);
        assertThat(right)
                .isBetween(0.5, 0.95); // 0.1 is chance: labels and pictures belong together
    }

    @Test
    void another_seed_gives_other_images() {
        Digits one = Digits.load(SMALL, new Cache(folder));
        Digits other = Digits.load(SMALL.withSeed(1), new Cache(folder));
        assertThat(one.train().images()[0]).isNotEqualTo(other.train().images()[0]);
    }

    @Test
    void other_sizes_of_image_are_drawn_too() {
        Digits digits = Digits.load(SMALL.withSide(28), new Cache(folder));
        assertThat(digits.side()).isEqualTo(28);
        assertThat(digits.test().images()[99]).hasSize(28 * 28);
    }

    @Test
    void a_sheet_shows_the_images_in_reading_order() {
        DigitImages images = Digits.load(SMALL, new Cache(folder)).train();
        BufferedImage sheet = images.sheet(2, 5, 3);
        assertThat(sheet.getWidth()).isEqualTo(5 * (16 * 3 + 2) - 2);
        assertThat(sheet.getHeight()).isEqualTo(2 * (16 * 3 + 2) - 2);
        int first = sheet.getRaster().getSample(7 * 3, 8 * 3, 0);
        assertThat(first).isEqualTo(images.image(0).getRaster().getSample(7, 8, 0));
        int sixth = sheet.getRaster().getSample(7 * 3, 50 + 8 * 3, 0);
        assertThat(sixth).isEqualTo(images.image(5).getRaster().getSample(7, 8, 0));
        assertThat(sheet.getRaster().getSample(7 * 3, 48, 0)).isEqualTo(255);
    }

    @Test
    void a_size_that_makes_no_sense_is_told_with_what_is_allowed() {
        assertThatThrownBy(() -> SMALL.withSide(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("side")
                .hasMessageContaining("is 4")
                .hasMessageContaining("8 to 64");
    }

    private static double nearestMeanAccuracy(Digits digits) {
        double[][] means = new double[10][256];
        for (int i = 0; i < digits.train().size(); i++) {
            for (int p = 0; p < 256; p++) {
                means[digits.train().labels()[i]][p] +=
                        digits.train().images()[i][p] * 10 / digits.train().size();
            }
        }
        int right = 0;
        for (int i = 0; i < digits.test().size(); i++) {
            right += nearest(means, digits.test().images()[i]) == digits.test().labels()[i] ? 1 : 0;
        }
        return (double) right / digits.test().size();
    }

    private static int nearest(double[][] means, float[] image) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int d = 0; d < means.length; d++) {
            double distance = 0;
            for (int p = 0; p < image.length; p++) {
                distance += (means[d][p] - image[p]) * (means[d][p] - image[p]);
            }
            if (distance < least) {
                least = distance;
                best = d;
            }
        }
        return best;
    }
}
