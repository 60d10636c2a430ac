package dev.mantissa.lib.gpu;

import static dev.mantissa.lib.gpu.Rate.BF16;
import static dev.mantissa.lib.gpu.Rate.F16_SUM16;
import static dev.mantissa.lib.gpu.Rate.F16_SUM32;
import static dev.mantissa.lib.gpu.Rate.F32;
import static dev.mantissa.lib.gpu.Rate.F64;
import static dev.mantissa.lib.gpu.Rate.FP4;
import static dev.mantissa.lib.gpu.Rate.FP8_SUM16;
import static dev.mantissa.lib.gpu.Rate.FP8_SUM32;
import static dev.mantissa.lib.gpu.Rate.INT8;
import static dev.mantissa.lib.gpu.Rate.TF32;

import java.util.List;

/** Blackwell. */
final class BlackwellGpus {
    static final List<Gpu> ALL =
            List.of(
                    Gpu.of(
                                    "B200",
                                    Generation.BLACKWELL,
                                    "10.0",
                                    TensorCores.BLACKWELL_F64,
                                    7700,
                                    Document.BLACKWELL)
                            .alias("HGX B200")
                            .dense(
                                    Document.BLACKWELL,
                                    F64.at(37),
                                    F32.at(75),
                                    TF32.at(1100),
                                    F16_SUM32.at(2250),
                                    BF16.at(2250),
                                    FP8_SUM32.at(4500),
                                    INT8.at(4500),
                                    FP4.at(9000)),
                    Gpu.of(
                                    "GB200",
                                    Generation.BLACKWELL,
                                    "10.0",
                                    TensorCores.BLACKWELL_F64,
                                    8000,
                                    Document.BLACKWELL)
                            .alias("GB200 NVL72")
                            .dense(
                                    Document.BLACKWELL,
                                    F64.at(40),
                                    F32.at(80),
                                    TF32.at(1250),
                                    F16_SUM32.at(2500),
                                    BF16.at(2500),
                                    FP8_SUM32.at(5000),
                                    INT8.at(5000),
                                    FP4.at(10000)),
                    Gpu.of(
                                    "RTX 5090",
                                    Generation.BLACKWELL,
                                    "12.0",
                                    TensorCores.BLACKWELL,
                                    1792,
                                    Document.RTX_BLACKWELL)
                            .dense(
                                    Document.RTX_BLACKWELL,
                                    F32.at(104.8),
                                    F16_SUM16.at(419),
                                    F16_SUM32.at(209.5),
                                    BF16.at(209.5),
                                    FP8_SUM16.at(838),
                                    FP8_SUM32.at(419),
                                    INT8.at(838),
                                    FP4.at(1676))
                            .dense(Document.RTX_BLACKWELL_UNCHECKED, TF32.at(104.8)),
                    Gpu.of(
                                    "RTX PRO 6000",
                                    Generation.BLACKWELL,
                                    "12.0",
                                    TensorCores.BLACKWELL,
                                    1792,
                                    Document.RTX_BLACKWELL_PRO)
                            .alias("RTX PRO 6000 Blackwell")
                            .dense(
                                    Document.RTX_BLACKWELL_PRO,
                                    F32.at(126),
                                    F16_SUM16.at(503.8),
                                    F16_SUM32.at(503.8)));

    private BlackwellGpus() {}
}
