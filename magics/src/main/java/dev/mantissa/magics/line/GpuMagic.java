package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.cuda.NvidiaDriver;
import dev.mantissa.lib.engine.Engines;
import dev.mantissa.lib.gpu.Gpu;
import dev.mantissa.lib.gpu.Gpus;
import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Resolution;
import dev.mantissa.magics.gpu.GpuTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %gpu}: what there is of GPUs, here and in general. */
public final class GpuMagic implements Magic {
    private static final List<String> COMMANDS = List.of("matrix", "explain", "simulate");
    private static final String OFF = "off";

    @Override
    public String name() {
        return "gpu";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "says which GPU there is, and what each GPU can compute";
    }

    @Override
    public String help() {
        return """
        %gpu                      the GPUs of this machine, or what is missing
        %gpu matrix               GPU by number format: native, raised or not; peaks with sources
        %gpu matrix MODE … on=X   these columns; X is what to do where a GPU lacks a format:
                                  fallback to a more accurate mode, emulate, or error
        %gpu explain A100         one GPU: every format, by what, how fast, says who
        %gpu simulate A100        resolves %precision as on that GPU; this CPU computes
        %gpu simulate off         ends it

        The first looks at files only; no GPU is woken. What computes now: %engine.\
        """;
    }

    @Override
    public String example() {
        return "%gpu\n%gpu matrix tf32 bf16 f8e4m3\n%gpu explain T4";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) {
        List<String> words = line.words();
        switch (words.isEmpty() ? "" : words.getFirst().toLowerCase(Locale.ROOT)) {
            case "" -> machine(context);
            case "matrix" -> GpuMatrix.show(line, context);
            case "explain" -> Say.show(context, GpuTables.explanation(gpu(line, "")));
            case "simulate" -> simulate(line, context);
            default ->
                    throw Mistake.unknown(
                            Say.typed(line),
                            "command",
                            words.getFirst(),
                            COMMANDS,
                            "Or %gpu alone; %gpu? explains each.");
        }
        return null;
    }

    private static void machine(MagicContext context) {
        Numerics now = Numerics.current();
        Say.line(context, sentence(NvidiaDriver.find(), Engines.select(now.engine()).name()));
        if (now.device().isSimulated()) {
            Say.line(context, resolved(now));
        }
    }

    private static void simulate(MagicLine line, MagicContext context) {
        Numerics now = Numerics.notebook();
        if (argument(line).equalsIgnoreCase(OFF)) {
            Numerics real = now.withDevice(Device.CPU);
            Numerics.setNotebook(real);
            Say.line(
                    context,
                    (now.device().isSimulated() ? "No GPU is simulated any more. " : "None was. ")
                            + resolved(real));
            return;
        }
        Gpu gpu = gpu(line, " Nothing was changed.");
        Numerics simulated = now.withDevice(gpu.device().simulated());
        Numerics.setNotebook(simulated);
        Say.line(
                context,
                "Modes are resolved as on the %s from now on (%s, compute capability %s); results are still computed on this CPU, and %%bench measures it. %s %%gpu simulate off ends it."
                        .formatted(
                                gpu.name(),
                                gpu.generation(),
                                gpu.capability(),
                                resolved(simulated)));
    }

    private static String resolved(Numerics numerics) {
        return Resolution.of(numerics.precision(), numerics.device(), numerics.policy()).sentence();
    }

    private static Gpu gpu(MagicLine line, String consequence) {
        String name = argument(line);
        if (name.isEmpty()) {
            throw Mistake.usage(
                    Say.typed(line),
                    "no GPU named.",
                    "%gpu " + line.words().getFirst() + " A100; %gpu matrix lists them.");
        }
        try {
            return Gpus.of(name);
        } catch (UsageException e) {
            throw new IllegalArgumentException(
                    Say.typed(line) + ": " + e.getMessage() + consequence, e);
        }
    }

    /** All after the command: names of GPUs have blanks. */
    private static String argument(MagicLine line) {
        return String.join(" ", line.words().subList(1, line.words().size()));
    }

    /** What to tell about this driver where {@code engine} computes. */
    static String sentence(NvidiaDriver driver, String engine) {
        return driver.present()
                ? "Found %s, but no engine of this version uses it: products run on the CPU with the engine '%s'."
                        .formatted(driver.summary(), engine)
                : "No GPU is used: %s, so products run on the CPU with the engine '%s'; this version computes on the CPU even where there is a GPU, so there is nothing to install."
                        .formatted(driver.summary(), engine);
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        if (Complete.position(arguments) == 0) {
            return Complete.from(arguments, "command", COMMANDS, c -> "see %gpu?");
        }
        String command = arguments.strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
        if (command.equals("matrix")) {
            return Complete.from(
                    arguments, "format", GpuMatrix.words(), w -> "a column, or a rule");
        }
        List<String> names = new ArrayList<>(Gpus.all().stream().map(Gpu::id).toList());
        if (command.equals("simulate")) {
            names.add(OFF);
        }
        return COMMANDS.contains(command)
                ? Complete.from(arguments, "GPU", names, GpuMagic::detail)
                : List.of();
    }

    private static String detail(String name) {
        return Gpus.find(name)
                .map(gpu -> gpu.generation() + ", compute capability " + gpu.capability())
                .orElse("resolve for this CPU");
    }
}
