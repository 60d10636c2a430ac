package dev.mantissa.lib.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.UsageException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GpusTest {
    static List<Gpu> gpus() {
        return Gpus.all();
    }

    @Test
    void every_generation_is_there_and_names_are_different() {
        assertThat(Gpus.all()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(Gpus.all()).extracting(Gpu::id).doesNotHaveDuplicates();
        assertThat(Gpus.all()).extracting(Gpu::generation).contains(Generation.values()).isSorted();
    }

    @ParameterizedTest
    @CsvSource({
        "a100, A100",
        "A100-SXM4-80GB, A100",
        "NVIDIA GeForce RTX 4090, RTX 4090",
        "4090, RTX 4090",
        "rtx-2080-ti, RTX 2080 Ti",
        "Tesla V100-SXM2-16GB, V100",
        "gtx1660ti, GTX 1660 Ti",
        "NVIDIA RTX 6000 Ada Generation, RTX 6000 Ada",
        "Quadro RTX 6000, Quadro RTX 6000",
        "Orin, Jetson AGX Orin"
    })
    void a_gpu_is_found_as_people_and_drivers_write_it(String written, String name) {
        assertThat(Gpus.of(written).name()).isEqualTo(name);
    }

    @Test
    void an_unknown_gpu_is_answered_with_the_nearest_and_the_list() {
        assertThatThrownBy(() -> Gpus.of("RTX 4900"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        "unknown GPU 'RTX 4900'. Did you mean 'RTX 4090'? Known: GTX 980,")
                .hasMessageContaining("RTX 5090");
        assertThat(Gpus.find("")).isEmpty();
        assertThat(Gpus.find("rtx")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("gpus")
    void every_figure_is_positive_and_has_a_document(Gpu gpu) {
        assertThat(gpu.peaks()).containsKey(Rate.F32);
        assertThat(gpu.memory().value()).isPositive();
        assertThat(gpu.peaks().values()).allMatch(figure -> figure.value() > 0);
        assertThat(Gpus.of(gpu.id())).isSameAs(gpu);
    }

    /** Where a rate is given, there is hardware for the format, and the other way about. */
    @ParameterizedTest
    @MethodSource("gpus")
    void rates_and_formats_agree(Gpu gpu) {
        for (Rate rate : gpu.peaks().keySet()) {
            assertThat(rate.formats())
                    .as("%s has a rate for %s", gpu, rate.label())
                    .allMatch(format -> gpu.device().nativeModes().contains(format));
        }
    }

    /**
     * Fewer bits are never slower on tensor cores, and at most twice as fast: a figure that was
     * doubled for sparsity by mistake sticks out.
     */
    @ParameterizedTest
    @MethodSource("gpus")
    void no_peak_is_doubled_for_sparsity(Gpu gpu) {
        stepIsAtMostTwo(gpu, Rate.TF32, Rate.BF16, 2.05);
        stepIsAtMostTwo(gpu, Rate.BF16, Rate.F16_SUM32, 1.01);
        stepIsAtMostTwo(gpu, Rate.F16_SUM32, Rate.F16_SUM16, 2.01);
        stepIsAtMostTwo(gpu, Rate.F16_SUM32, Rate.FP8_SUM32, 2.03);
        stepIsAtMostTwo(gpu, Rate.FP8_SUM32, Rate.FP8_SUM16, 2.01);
        stepIsAtMostTwo(gpu, Rate.INT8, Rate.INT4, 2.01);
        // Where f32 sums are halved, those in integers and in f16 are not.
        stepIsAtMostTwo(gpu, Rate.F16_SUM16, Rate.INT8, 2.01);
        stepIsAtMostTwo(gpu, Rate.FP8_SUM16, Rate.FP4, 2.01);
    }

    private static void stepIsAtMostTwo(Gpu gpu, Rate wide, Rate narrow, double most) {
        boolean vectors = gpu.tensorCores() == TensorCores.NONE;
        if (vectors || gpu.peak(wide).isEmpty() || gpu.peak(narrow).isEmpty()) {
            return;
        }
        // V100 multiplies int8 outside its tensor cores.
        if (gpu.tensorCores() == TensorCores.VOLTA && narrow == Rate.INT8) {
            return;
        }
        double ratio = gpu.peaks().get(narrow).value() / gpu.peaks().get(wide).value();
        assertThat(ratio)
                .as("%s: %s over %s", gpu, narrow.label(), wide.label())
                .isBetween(0.99, most);
    }

    @Test
    void documents_have_a_title_and_an_address() {
        assertThat(Document.values()).allMatch(d -> !d.title().isBlank());
        assertThat(Arrays.stream(Document.values()).map(d -> URI.create(d.url())))
                .allMatch(uri -> "https".equals(uri.getScheme()));
    }

    @Test
    void figures_show_how_far_they_were_traced() {
        assertThat(Gpus.of("A100").peaks().get(Rate.TF32)).hasToString("156");
        assertThat(Gpus.of("RTX 4090").peaks().get(Rate.F16_SUM32)).hasToString("165.2q");
        assertThat(Gpus.of("GTX 980").peaks().get(Rate.F32)).hasToString("4.6?");
    }
}
