package dev.mantissa.lib.gpu;

import static dev.mantissa.lib.gpu.Rate.BF16;
import static dev.mantissa.lib.gpu.Rate.F16_SUM32;
import static dev.mantissa.lib.gpu.Rate.F32;
import static dev.mantissa.lib.gpu.Rate.F64;
import static dev.mantissa.lib.gpu.Rate.FP8_SUM32;
import static dev.mantissa.lib.gpu.Rate.INT8;
import static dev.mantissa.lib.gpu.Rate.TF32;

import java.util.List;

/** Hopper. */
final class HopperGpus {
    static final List<Gpu> ALL =
            List.of(
                    Gpu.of(
                                    "H100",
                                    Generation.HOPPER,
                                    "9.0",
                                    TensorCores.HOPPER,
                                    3350,
                                    Document.H100_PAGE)
                            .alias("H100 SXM", "H100 SXM5", "H100 80GB HBM3")
                            .dense(
                                    Document.H100,
                                    F64.at(66.9),
                                    F32.at(66.9),
                                    TF32.at(494.7),
                                    F16_SUM32.at(989.4),
                                    BF16.at(989.4),
                                    FP8_SUM32.at(1978.9),
                                    INT8.at(1978.9)),
                    Gpu.of(
                                    "H200",
                                    Generation.HOPPER,
                                    "9.0",
                                    TensorCores.HOPPER,
                                    4800,
                                    Document.H200)
                            .alias("H200 SXM", "H200 141GB HBM3e")
                            .dense(
                                    Document.H200,
                                    F64.at(67),
                                    F32.at(67),
                                    TF32.at(494.5),
                                    F16_SUM32.at(989.5),
                                    BF16.at(989.5),
                                    FP8_SUM32.at(1979),
                                    INT8.at(1979)));

    private HopperGpus() {}
}
