package dev.mantissa.lib.precision;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.format.Bf16;
import dev.mantissa.lib.format.BinaryFormat;
import dev.mantissa.lib.format.F16;
import dev.mantissa.lib.format.F8e4m3;
import dev.mantissa.lib.format.F8e5m2;
import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.format.ScaledFormat;
import dev.mantissa.lib.format.Tf32;
import dev.mantissa.lib.tensorcore.BlockSum;
import dev.mantissa.lib.tensorcore.Generation;
import dev.mantissa.lib.tensorcore.OperandKind;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mode as the tensor cores of a GPU compute it: {@code bf16@h100}. Bit for bit what one
 * instruction chained along k gives; in which order a library splits k is its own affair.
 */
public final class EmulatedMode implements Precision {
    private static final Map<NumberFormat, OperandKind> KINDS =
            Map.of(
                    F16.FORMAT, OperandKind.F16,
                    Bf16.FORMAT, OperandKind.BF16,
                    Tf32.FORMAT, OperandKind.TF32,
                    F8e4m3.FORMAT, OperandKind.E4M3,
                    F8e5m2.FORMAT, OperandKind.E5M2);

    private final Precision mode;
    private final String gpu;
    private final TensorCores cores;

    /**
     * @param gpu a GPU or a generation, as {@link Generation#of} knows them
     * @param promote terms after which sums go into an f32 accumulator, a multiple of those that
     *     the tensor cores add at a time; 0 for never
     * @throws UsageException if those tensor cores do not compute the mode
     */
    public EmulatedMode(Precision mode, String gpu, int promote) {
        this.mode = mode.on(Device.CPU);
        this.gpu = gpu.strip().toLowerCase(Locale.ROOT);
        this.cores = cores(this.mode, Generation.of(gpu), promote);
        if (promote % cores.terms() != 0) {
            throw new UsageException(
                    "promotion every %d terms: %s tensor cores add %d %s products at a time; use a multiple of that, such as %d"
                            .formatted(
                                    promote,
                                    this.gpu,
                                    cores.terms(),
                                    this.mode.name(),
                                    4 * cores.terms()));
        }
    }

    private static TensorCores cores(Precision mode, Generation generation, int promote) {
        boolean wide = mode.accumulation() == Accumulation.F32;
        if (mode.operandFormat() instanceof ScaledFormat format && wide) {
            return new TensorCores.Blocks(generation.sum(format), format, promote);
        }
        OperandKind kind = kind(mode);
        BlockSum sum = generation.sum(kind);
        return new TensorCores.Values(wide ? sum : sum.withHalfOutput(), kind, promote);
    }

    private static OperandKind kind(Precision mode) {
        Splitting splitting = mode.splitting();
        OperandKind kind =
                KINDS.get(values(splitting == null ? mode.operandFormat() : splitting.part()));
        boolean sums =
                mode.accumulation() == Accumulation.F32
                        || mode.accumulation() == Accumulation.F16 && kind == OperandKind.F16;
        boolean both = values(mode.operandFormat()).equals(values(mode.rightFormat()));
        if (kind == null || !sums || !both) {
            throw new UsageException(
                    "'%s' is no arithmetic of tensor cores that can be emulated. Emulated: f16, f16acc16, bf16, tf32, f8e4m3, f8e5m2, the modes split into bf16 or tf32, and on Blackwell mxfp8, mxfp4, nvfp4."
                            .formatted(mode.name()));
        }
        return kind;
    }

    /** However they are rounded to, they are the same values. */
    private static NumberFormat values(NumberFormat format) {
        return format instanceof BinaryFormat binary ? binary.base() : format;
    }

    @Override
    public String name() {
        return mode.name() + "@" + gpu + (cores.promote() == 0 ? "" : ":p" + cores.promote());
    }

    @Override
    public String summary() {
        String promotion =
                cores.promote() == 0 ? "" : ", into f32 every %d terms".formatted(cores.promote());
        return "%s by the tensor cores of %s, emulated bit for bit%s"
                .formatted(mode.name(), gpu, promotion);
    }

    @Override
    public NumberFormat operandFormat() {
        return mode.operandFormat();
    }

    @Override
    public NumberFormat rightFormat() {
        return mode.rightFormat();
    }

    @Override
    public Accumulation accumulation() {
        return mode.accumulation();
    }

    @Override
    public @Nullable Splitting splitting() {
        return mode.splitting();
    }

    @Override
    public TensorCores tensorCores() {
        return cores;
    }

    @Override
    public String operands() {
        return mode.operands() + " (" + gpu + " emulated)";
    }

    @Override
    public double expectedError(long k) {
        return EmulationSample.error(this, k);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmulatedMode m && m.name().equals(name());
    }

    @Override
    public int hashCode() {
        return name().hashCode();
    }

    @Override
    public String toString() {
        return name();
    }
}
