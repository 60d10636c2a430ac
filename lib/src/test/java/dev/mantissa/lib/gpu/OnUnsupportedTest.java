package dev.mantissa.lib.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.ErrorReport;
import dev.mantissa.lib.Notices;
import dev.mantissa.lib.Source;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.OnUnsupported;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.precision.Resolution;
import dev.mantissa.lib.precision.Resolution.How;
import dev.mantissa.lib.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code on=}: what a policy makes of modes that a device lacks, here and where one is simulated.
 */
class OnUnsupportedTest {
    private static final Tensor A = Tensor.randn(1, 48, 160);
    private static final Tensor B = Tensor.randn(2, 160, 32);
    private static final Tensor EXACT = A.matmulF64(B);

    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void a_session_begins() {
        Notices.setNotebook(told::add);
    }

    @AfterEach
    void and_ends() {
        Notices.setNotebook(Notices.SILENT);
    }

    static Stream<Precision> modes() {
        return Precisions.all().stream();
    }

    static List<Gpu> gpus() {
        return Gpus.all();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void on_the_cpu_fallback_is_measured_to_be_no_worse_than_what_was_asked_for(Precision mode)
            throws Exception {
        double asked = error(product(mode.name(), Device.CPU));
        double had = error(product(mode.name() + " on=fallback", Device.CPU));
        assertThat(had).isLessThanOrEqualTo(asked * 1.05);
        Resolution resolution = Resolution.of(mode, Device.CPU, OnUnsupported.FALLBACK);
        assertThat(Device.CPU.isNative(resolution.resolved())).isTrue();
        assertThat(told).hasSize(resolution.how() == How.RAISED ? 1 : 0);
    }

    @ParameterizedTest
    @MethodSource("gpus")
    void a_simulated_device_falls_back_as_its_table_says(Gpu gpu) {
        for (Precision mode : Precisions.all()) {
            for (OnUnsupported rule : OnUnsupported.values()) {
                Resolution r = Resolution.of(mode, gpu.device().simulated(), rule);
                String cell = "%s on %s, on=%s".formatted(mode, gpu, rule.label());
                switch (Support.of(gpu, mode, rule)) {
                    case Support.Native _ -> assertThat(r.how()).as(cell).isEqualTo(How.NATIVE);
                    case Support.Emulated _ -> assertThat(r.how()).as(cell).isEqualTo(How.EMULATED);
                    case Support.Refused _ -> assertThat(r.how()).as(cell).isEqualTo(How.ERROR);
                    case Support.Raised(Operands to, Support.Unit _) -> {
                        assertThat(r.how()).as(cell).isEqualTo(How.RAISED);
                        assertThat(r.resolved().name()).as(cell).isEqualTo(to.name());
                    }
                }
            }
        }
    }

    @Test
    void what_is_computed_is_the_mode_that_it_falls_back_to() throws Exception {
        Device t4 = Gpus.of("T4").device().simulated();
        assertThat(product("f8e4m3 on=fallback", t4)).isEqualTo(product("f16", Device.CPU));
        assertThat(product("bf16 on=fallback", t4)).isEqualTo(product("f32", Device.CPU));
        assertThat(product("bf16", t4)).isEqualTo(product("bf16", Device.CPU));
        assertThat(product("f16 on=error", t4)).isEqualTo(product("f16", Device.CPU));
    }

    @Test
    void a_fallback_is_told_once_for_each_operation_and_device() throws Exception {
        Device t4 = Gpus.of("T4").device().simulated();
        for (int i = 0; i < 3; i++) {
            product("bf16 on=fallback", t4);
            product("bf16 on=fallback", Device.CPU);
        }
        assertThat(told)
                .hasSize(2)
                .anyMatch(n -> n.contains("'matmul' is computed in f32 instead of 'bf16'"))
                .anyMatch(n -> n.contains("simulated t4 has no instructions"))
                .anyMatch(n -> n.contains("cpu has no instructions"));
    }

    @Test
    void an_error_names_what_was_asked_what_there_is_and_what_to_do() {
        assertThatThrownBy(() -> product("bf16 on=error", Device.CPU))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "matmul: precision 'bf16' is an error on cpu, which has no instructions for bf16, and the policy says on=error. Native there: f32, f64. Use one of them, or on=fallback or on=emulate.");
        assertThatThrownBy(() -> product("high on=error", Gpus.of("V100").device().simulated()))
                .hasMessageContaining("'high' is an error on simulated v100")
                .hasMessageContaining("no instructions for tf32");
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "f16 on-nan=stepup, tf32",
        "f16 on-nan=stepup on=error, f32",
        "f16 on-nan=stepup on=fallback, f32"
    })
    void a_step_up_goes_to_no_mode_that_the_rule_forbids(String policy, String mode)
            throws Exception {
        Device v100 = Gpus.of("V100").device().simulated();
        Tensor large = Tensor.of(new float[][] {{70001}});
        Tensor one = Tensor.of(new float[][] {{1}});
        float expected = mode.equals("f32") ? 70001 : 70016;
        float[] product =
                Numerics.of(policy, Source.SCOPE)
                        .withDevice(v100)
                        .call(() -> large.matmul(one))
                        .toArray();
        assertThat(product).containsExactly(expected);
        assertThat(told)
                .anyMatch(text ->
                        text.endsWith(
                                "again in " + mode + ". (Said once per cell; %nan counts all.)"));
    }

    @Test
    void modes_that_are_native_are_named_as_they_are_typed() {
        assertThatThrownBy(() -> product("f8e4m3 on=error", Gpus.of("A100").device().simulated()))
                .hasMessageContaining("Native there: bf16, ")
                .hasMessageNotContaining("w4a4");
    }

    @Test
    void a_mode_that_names_a_gpu_asks_for_emulation_whatever_the_rule() throws Exception {
        assertThat(product("bf16@h100 on=error", Device.CPU))
                .isEqualTo(product("bf16@h100", Device.CPU));
        assertThat(told).isEmpty();
    }

    private static float[] product(String policy, Device device) throws Exception {
        return Numerics.of(policy, Source.SCOPE)
                .withDevice(device)
                .call(() -> A.matmul(B))
                .toArray();
    }

    private static double error(float[] product) {
        double[] exact = EXACT.toDoubleArray();
        return ErrorReport.of(product, exact, 1).relativeFrobenius();
    }
}
