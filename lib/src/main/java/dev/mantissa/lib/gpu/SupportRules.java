package dev.mantissa.lib.gpu;

import dev.mantissa.lib.gpu.Support.Unit;
import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Fallback;
import dev.mantissa.lib.precision.OnUnsupported;
import dev.mantissa.lib.precision.Precisions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which formats a GPU multiplies, by what, and what becomes of those that it does not. */
final class SupportRules {
    /** Where a format may be raised to, cheapest first. */
    private static final List<String> INTEGERS = List.of("w4a4", "int8");

    private SupportRules() {}

    static Support support(Gpu gpu, Operands operands, OnUnsupported how) {
        Optional<Unit> unit = unit(gpu, operands);
        if (unit.isPresent()) {
            return new Support.Native(unit.get(), note(gpu, operands, unit.get()));
        }
        return switch (how) {
            case FALLBACK -> instead(gpu, operands);
            case EMULATE -> emulated(gpu, operands);
            case ERROR -> new Support.Refused(lacks(gpu, operands));
        };
    }

    /** Every mode and format that the GPU computes itself, for its {@link Gpu#device()}. */
    static Set<String> nativeModes(Gpu gpu) {
        Stream<Operands> modes =
                Precisions.all().stream().filter(m -> m.on(Device.CPU).equals(m)).map(Operands::of);
        Stream<Operands> formats =
                Operands.hardware().stream().flatMap(name -> Operands.find(name).stream());
        return Stream.concat(modes, formats)
                .filter(operands -> unit(gpu, operands).isPresent())
                .map(Operands::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Unit> unit(Gpu gpu, Operands operands) {
        String format = operands.format();
        if (gpu.tensorCores().formats().contains(format)) {
            return Optional.of(Unit.TENSOR_CORES);
        }
        Capability capability = gpu.capability();
        boolean instructions =
                switch (format) {
                    case "f32", "f64" -> true;
                    case "f16" -> halfInstructions(capability);
                    case "bf16" -> capability.atLeast(8, 0);
                    case "int8" -> capability.atLeast(6, 1);
                    default -> false;
                };
        return instructions ? Optional.of(Unit.INSTRUCTIONS) : Optional.empty();
    }

    private static boolean halfInstructions(Capability capability) {
        return capability.equals(new Capability(5, 3)) || capability.atLeast(6, 0);
    }

    private static String note(Gpu gpu, Operands operands, Unit unit) {
        String name = operands.format();
        if (name.equals("f16") && unit == Unit.INSTRUCTIONS) {
            boolean slow = gpu.capability().equals(new Capability(6, 1));
            return "f32 sums at the f32 rate, f16 sums at " + (slow ? "1/64 of it" : "twice it");
        }
        if (name.equals("int8") && unit == Unit.INSTRUCTIONS) {
            return "dp4a, four products at a time";
        }
        if (name.equals("f64") && unit == Unit.INSTRUCTIONS) {
            return gpu.doubleShare() == 2
                    ? "half the f32 rate"
                    : "1/" + gpu.doubleShare() + " of the f32 rate";
        }
        return "";
    }

    private static Support instead(Gpu gpu, Operands from) {
        if (from.isInteger()) {
            Optional<Support> integer = integer(gpu, from);
            if (integer.isPresent()) {
                return integer.get();
            }
        }
        return Fallback.cheapest(
                        from.error(),
                        from.exponentBits(),
                        mode ->
                                unit(gpu, Operands.of(mode)).isPresent()
                                        && !slowModes(gpu).contains(mode.name()))
                .map(Operands::of)
                .flatMap(to -> raised(gpu, to))
                .orElseGet(() ->
                        new Support.Refused(
                                lacks(gpu, from)
                                        + ", nor a format that is as accurate and as wide"));
    }

    private static Optional<Support> integer(Gpu gpu, Operands from) {
        return INTEGERS.stream()
                .flatMap(name -> Operands.find(name).stream())
                .filter(to -> to.error() <= from.error())
                .flatMap(to -> raised(gpu, to).stream())
                .findFirst();
    }

    private static Optional<Support> raised(Gpu gpu, Operands to) {
        return unit(gpu, to).map(unit -> new Support.Raised(to, unit));
    }

    /** Nobody is served by half precision at a fraction of the f32 rate. */
    static Set<String> slowModes(Gpu gpu) {
        return gpu.capability().equals(new Capability(6, 1)) ? Set.of("f16") : Set.of();
    }

    private static Support emulated(Gpu gpu, Operands operands) {
        if (operands.isInteger()) {
            return new Support.Emulated("unpacked, multiplied and added as 32-bit integers");
        }
        if (operands.exponentBits() > 8 || operands.mantissaBits() > 23) {
            return new Support.Refused(
                    lacks(gpu, operands) + ", and f32 cannot hold its values to emulate it");
        }
        return new Support.Emulated("rounded and summed in software, products in f32");
    }

    private static String lacks(Gpu gpu, Operands operands) {
        String cores =
                gpu.tensorCores() == TensorCores.NONE
                        ? "no tensor cores"
                        : "tensor cores for " + String.join(", ", gpu.tensorCoreFormats());
        return "%s has no instructions for %s (%s)".formatted(gpu.name(), operands.name(), cores);
    }
}
