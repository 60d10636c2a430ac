package dev.mantissa.lib.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.gpu.Support.Unit;
import dev.mantissa.lib.precision.OnUnsupported;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.precision.Resolution;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SupportTest {
    static List<Gpu> gpus() {
        return Gpus.all();
    }

    /** Every (mode × GPU × rule) cell: none silent, none less accurate than asked. */
    @ParameterizedTest
    @MethodSource("gpus")
    void no_mode_is_silently_less_accurate(Gpu gpu) {
        for (Precision mode : Precisions.all()) {
            Precision there = mode.on(gpu.device());
            double asked = there.expectedError(Resolution.TYPICAL_TERMS);
            for (OnUnsupported how : OnUnsupported.values()) {
                Support support = Support.of(gpu, mode, how);
                String cell = "%s on %s, %s: %s".formatted(mode, gpu, how, support);
                assertThat(support.sentence()).as(cell).isNotBlank();
                assertThat(support.symbol()).as(cell).isNotBlank();
                boolean isNative = gpu.device().isNative(there);
                assertThat(support instanceof Support.Native).as(cell).isEqualTo(isNative);
                switch (support) {
                    case Support.Native _ -> {}
                    case Support.Emulated(String way) -> {
                        assertThat(how).as(cell).isEqualTo(OnUnsupported.EMULATE);
                        assertThat(way).as(cell).isNotBlank();
                    }
                    case Support.Raised(Operands to, Unit _) -> {
                        assertThat(how).as(cell).isEqualTo(OnUnsupported.FALLBACK);
                        assertThat(to.error()).as(cell).isLessThanOrEqualTo(asked);
                        assertThat(to.exponentBits())
                                .as(cell)
                                .isGreaterThanOrEqualTo(there.operandFormat().exponentBits());
                        assertThat(gpu.device().nativeModes()).as(cell).contains(to.name());
                    }
                    case Support.Refused(String why) ->
                            assertThat(why).as(cell).contains(gpu.name(), there.name());
                }
            }
        }
    }

    /**
     * The same for the formats of hardware, be they modes or not, and for formats of no hardware.
     */
    @ParameterizedTest
    @MethodSource("gpus")
    void formats_that_are_no_mode_keep_the_same_promise(Gpu gpu) {
        List<String> names = new ArrayList<>(Operands.hardware());
        names.addAll(List.of("e4m3", "e5m10", "e8m20", "e2m1"));
        Precisions.examples().stream()
                .map(Precision::name)
                .filter(name -> Operands.find(name).isPresent())
                .forEach(names::add);
        for (String name : names) {
            Operands asked = Operands.find(name).orElseThrow();
            if (Support.of(gpu, asked, OnUnsupported.FALLBACK)
                    instanceof Support.Raised(Operands to, Unit _)) {
                assertThat(to.error()).as("%s on %s", name, gpu).isLessThanOrEqualTo(asked.error());
                assertThat(to.exponentBits()).isGreaterThanOrEqualTo(asked.exponentBits());
            }
            assertThat(Support.of(gpu, asked, OnUnsupported.ERROR))
                    .isInstanceOfAny(Support.Native.class, Support.Refused.class);
            assertThat(Support.of(gpu, asked, OnUnsupported.EMULATE))
                    .isInstanceOfAny(Support.Native.class, Support.Emulated.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // what the architecture papers say
        "GTX 980,     f16,    R f32",
        "GTX 980,     int8,   R f32",
        "P100,        f16,    n",
        "P100,        int8,   R f32",
        "P100,        bf16,   R f32",
        "GTX 1080 Ti, f16,    n",
        "GTX 1080 Ti, int8,   n",
        "GTX 1080 Ti, f8e4m3, R f32",
        "V100,        f16,    N",
        "V100,        bf16,   R f32",
        "V100,        tf32,   R f32",
        "V100,        int8,   n",
        "GTX 1660 Ti, f16,    n",
        "GTX 1660 Ti, int8,   n",
        "GTX 1660 Ti, w4a4,   R int8",
        "T4,          f16,    N",
        "T4,          w4a4,   N",
        "T4,          w1a1,   N",
        "T4,          tf32,   R f32",
        "T4,          f8e4m3, R f16",
        "A100,        f64,    N",
        "A100,        tf32,   N",
        "A100,        bf16,   N",
        "A100,        f8e5m2, R f16",
        "A100,        nvfp4,  R bf16",
        "A10,         f64,    n",
        "RTX 3090,    tf32,   N",
        "RTX 4090,    f8e4m3, N",
        "RTX 4090,    w4a4,   N",
        "H100,        f8e5m2, N",
        "H100,        w4a4,   R int8",
        "H100,        w1a1,   N",
        "H100,        mxfp8,  R bf16",
        "B200,        mxfp4,  N",
        "B200,        f64,    N",
        "RTX 5090,    nvfp4,  N",
        "RTX 5090,    mxfp8,  N",
        "RTX 5090,    w4a4,   R int8",
        "RTX 5090,    f64,    n"
    })
    void facts(String gpu, String format, String symbol) {
        assertThat(fallback(gpu, format).symbol()).isEqualTo(symbol);
    }

    @Test
    void compute_capability_7_5_does_not_imply_tensor_cores() {
        assertThat(Gpus.of("GTX 1660 Ti").capability()).isEqualTo(Gpus.of("T4").capability());
        assertThat(fallback("GTX 1660 Ti", "f16"))
                .isEqualTo(
                        new Support.Native(
                                Unit.INSTRUCTIONS,
                                "f32 sums at the f32 rate, f16 sums at twice it"));
        assertThat(fallback("T4", "f16")).isEqualTo(new Support.Native(Unit.TENSOR_CORES, ""));
    }

    @Test
    void slow_half_precision_says_so_and_nothing_is_raised_to_it() {
        assertThat(fallback("GTX 1080 Ti", "f16").sentence()).contains("1/64");
        assertThat(fallback("GTX 1080 Ti", "f8e4m3").symbol()).isEqualTo("R f32");
        assertThat(fallback("P100", "f8e4m3").symbol()).isEqualTo("R f16");
    }

    @Test
    void f16_is_no_substitute_for_formats_with_more_range() {
        assertThat(fallback("T4", "bf16").symbol()).isEqualTo("R f32");
        assertThat(fallback("T4", "mxfp4").symbol()).isEqualTo("R f32");
    }

    @Test
    void an_error_names_the_gpu_the_format_and_what_there_is() {
        assertThat(
                        Support.of(Gpus.of("V100"), Precisions.of("bf16"), OnUnsupported.ERROR)
                                .sentence())
                .isEqualTo("error: V100 has no instructions for bf16 (tensor cores for f16)");
    }

    @Test
    void any_float_within_f32_is_emulated_where_asked() {
        Operands e5m4 = Operands.find("E5M4").orElseThrow();
        assertThat(Support.of(Gpus.of("H100"), e5m4, OnUnsupported.EMULATE).symbol())
                .isEqualTo("E");
        assertThat(Support.of(Gpus.of("H100"), e5m4, OnUnsupported.FALLBACK).symbol())
                .isEqualTo("R f16");
        assertThat(Operands.find("high")).as("a level is no format").isEmpty();
    }

    @Test
    void levels_resolve_as_on_the_device() {
        Resolution ampere = Resolution.of(Precisions.of("high"), Gpus.of("a100").device());
        assertThat(ampere.how()).isEqualTo(Resolution.How.NATIVE);
        assertThat(ampere.resolved().name()).isEqualTo("tf32");
        assertThat(Resolution.of(Precisions.of("medium"), Gpus.of("H100").device()).how())
                .isEqualTo(Resolution.How.NATIVE);
        assertThat(Resolution.of(Precisions.of("bf16"), Gpus.of("V100").device()).how())
                .isEqualTo(Resolution.How.EMULATED);
        for (Gpu gpu : Gpus.all()) {
            assertThat(Resolution.of(Precisions.of("highest"), gpu.device()).how())
                    .isEqualTo(Resolution.How.NATIVE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bf16x3,        A100,        N",
        "bf16x3,        V100,        R f32",
        "tf32x3,        H100,        N",
        "f16acc16,      T4,          N",
        "f16acc16,      P100,        n",
        "bf16acc16,     H100,        R bf16",
        "f32seq,        GTX 980,     n",
        "int8,          T4,          N",
        // weights alone in few bits: hardware multiplies no f32 by int4
        "int4,          T4,          R f32",
        "int4,          A100,        R bf16",
        // the sums of its own bf16 are at least as good as those that are emulated
        "bf16@h100,     H100,        R bf16",
        "e5m4,          H100,        R f16"
    })
    void modes_are_judged_by_operands_and_sums(String mode, String gpu, String symbol) {
        assertThat(fallback(gpu, mode).symbol()).isEqualTo(symbol);
    }

    private static Support fallback(String gpu, String format) {
        return Support.of(
                Gpus.of(gpu), Operands.find(format).orElseThrow(), OnUnsupported.FALLBACK);
    }
}
