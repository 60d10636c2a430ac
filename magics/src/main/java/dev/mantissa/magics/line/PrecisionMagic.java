package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.lib.Source;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.nd4j.OperationNames;
import dev.mantissa.lib.precision.EffectivePrecision;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.PrecisionPolicy;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.precision.Presets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code %precision} and {@code %%precision}: in which arithmetic products are computed. */
public final class PrecisionMagic implements Magic {
    private static final List<String> COMMANDS =
            List.of(
                    "list", "explain", "show", "diff", "matrix", "sweep", "budget", "reset", "push",
                    "pop", "save", "load");

    private Numerics initial = Numerics.notebook();
    private final Deque<Numerics> pushed = new ArrayDeque<>();

    @Override
    public String name() {
        return "precision";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE, Kind.CELL);
    }

    @Override
    public String summary() {
        return "shows or sets the precision of float32 products";
    }

    @Override
    public String help() {
        return """
        %precision                what is in force, and where it came from
        %precision MODE           sets it for the notebook: highest, high, medium, bf16 …
        %precision PRESET         fast, balanced, memory, quality
        %precision MODE emulate=GPU  as its tensor cores compute it: bf16 emulate=h100
                                  promote=128: sums go into f32 every 128 terms
        %precision … on=RULE      what to do with a mode that the device lacks: emulate (usual),
                                  fallback to one at least as accurate, or error
        %precision MODE:ROUNDING  operands rounded in another way, as in tf32:rz
                                  rne rna: nearest, ties to even or away; rz: toward zero;
                                  sr: at random, in the mean right; sr7 with the seed 7
        %precision PART=MODE …    parts of a network: attention=f32 layer:-1=high *=bf16
        %precision store=f16      rounds results to a storage type: f16, bf16, any eXmY
        %precision overflow=clamp beyond f16's range ±65,504 instead of Inf (overflow=inf)
        %precision on-nan=stepup  computes again, more accurately, what gave Inf or NaN
        %precision upcast=PART,…  attention, matmul, norm, softmax in f32
        %%precision POLICY        the same for this cell only
        %precision NET            what that comes to in a network of yours, layer by layer
        %precision list           every mode and preset
        %precision explain MODE   its bits, range and error
        %precision diff P1 P2     what differs; P: mode, preset, file, now, or entries in quotes
        %precision matrix         which GPU computes which format: see %gpu
        %precision sweep [N]      error and speed of every mode on a product of that size
        %precision budget NET X [MODE]  what each layer alone adds to the error of NET's output
                                  for the input X, and a policy that costs less of it
        %precision push | pop     remembers the setting, and returns to it
        %precision save F | load F  writes the policy to a file, and takes it from one
        %precision reset          returns to what the session started with

        PART: * | a role: attention qk av mlp embed norm softmax conv dense lm_head recurrent grad
        | op:matmul | layer:3 | layer:0..3 | layer:-1 | a name with * or a dot: blocks.*.attn.q
        | name:NAME. The narrowest wins (a name, a layer, op:, a role, *); of equals the last.

        It holds for Tensor products and for unmodified ND4J and Deeplearning4j code, in
        training too. `highest` leaves ND4J untouched, bit for bit.\
        """;
    }

    @Override
    public String example() {
        return "%precision push\n%precision high\n%precision\n%precision pop";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) throws Exception {
        rememberStart();
        String body = line.body();
        if (body != null) {
            return scoped(line, body, context);
        }
        List<String> words = line.words();
        String first = words.isEmpty() ? "" : words.getFirst().toLowerCase(Locale.ROOT);
        switch (first) {
            case "" -> Say.show(context, PrecisionTables.effective(Numerics.current()));
            case "list" -> Say.show(context, PrecisionTables.modes());
            case "explain" -> explain(line, context);
            case "sweep" -> PrecisionSweep.show(line, context);
            case "budget" -> PrecisionBudget.show(line, context);
            case "matrix" -> GpuMatrix.show(line, context);
            case "show" -> NetworkTables.show(line, context);
            case "reset" -> set(initial, context);
            case "push" -> push(line, context);
            case "pop" -> pop(context);
            case "diff" -> PrecisionDiff.show(line, context);
            case "save" -> save(line, context);
            case "load" -> load(line, context);
            default -> {
                if (!NetworkTables.showIfNamed(line, context)) {
                    set(parse(line, Numerics.notebook(), Source.NOTEBOOK), context);
                }
            }
        }
        return null;
    }

    /** Where the session started: the command line and a notebook's metadata come after opening. */
    private void rememberStart() {
        Numerics now = Numerics.notebook();
        if (now.source().kind() != Source.Kind.NOTEBOOK) {
            initial = now;
        }
    }

    private @Nullable Object scoped(MagicLine line, String body, MagicContext context)
            throws Exception {
        if (line.text().isBlank()) {
            throw Mistake.usage(
                    "%%precision",
                    "no precision named for this cell.",
                    "%%precision high on the first line, code below it.");
        }
        Numerics cell = parse(line, Numerics.current(), Source.CELL);
        Say.line(context, EffectivePrecision.logLine(cell, cell.device()));
        return cell.call(() -> context.run(body));
    }

    private void push(MagicLine line, MagicContext context) {
        Numerics before = Numerics.notebook();
        Numerics wanted =
                line.words().size() == 1
                        ? before
                        : parse(rest(line), Numerics.notebook(), Source.NOTEBOOK);
        pushed.push(before);
        Say.line(
                context,
                "Remembered '%s'; %%precision pop returns to it.".formatted(before.policy()));
        if (wanted != before) {
            set(wanted, context);
        }
    }

    private void pop(MagicContext context) {
        if (pushed.isEmpty()) {
            throw new IllegalArgumentException(
                    "%precision pop: nothing to return to, because nothing was remembered with"
                            + " %precision push. %precision reset returns to what the session"
                            + " started with; the setting is still '"
                            + Numerics.notebook().policy()
                            + "'.");
        }
        set(pushed.pop(), context);
    }

    private static void save(MagicLine line, MagicContext context) {
        Path file = file(line);
        PrecisionPolicy policy = Numerics.current().policy();
        try {
            PolicyFiles.save(file, policy);
        } catch (UsageException e) {
            throw Mistake.in(Say.typed(line), e);
        }
        Say.line(context, "Wrote '%s' to %s.".formatted(policy, file));
    }

    private static void load(MagicLine line, MagicContext context) {
        Path file = file(line);
        try {
            Source source = new Source(Source.Kind.NOTEBOOK, "notebook, from " + file);
            set(new Numerics(PolicyFiles.load(file), source), context);
        } catch (UsageException e) {
            throw Mistake.in(Say.typed(line), e);
        }
    }

    private static Path file(MagicLine line) {
        if (line.words().size() != 2) {
            throw Mistake.usage(
                    Say.typed(line),
                    "one file is needed.",
                    "%precision " + line.words().getFirst() + " my.policy");
        }
        try {
            return PolicyFiles.path(line.words().get(1));
        } catch (UsageException e) {
            throw Mistake.in(Say.typed(line), e);
        }
    }

    private static void explain(MagicLine line, MagicContext context) {
        if (line.words().size() < 2) {
            throw Mistake.usage(
                    Say.typed(line), "no mode named.", "%precision explain MODE, as in bf16");
        }
        for (String word : line.words().subList(1, line.words().size())) {
            Precision mode = mode(line, word);
            context.output().display(new PrecisionExplanation(mode).bundle(), null);
        }
    }

    /** A name may be of a mode, and yet ask for what there is not: tf32@v100. */
    private static Precision mode(MagicLine line, String word) {
        try {
            return Precisions.find(word).orElseThrow(() -> unknown(line, word));
        } catch (UsageException e) {
            throw Mistake.in(Say.typed(line), e);
        }
    }

    private static void set(Numerics wanted, MagicContext context) {
        Numerics now = Numerics.notebook();
        Numerics numerics = wanted.withEngine(now.engine()).withDevice(now.device());
        Numerics.setNotebook(numerics);
        Say.line(context, EffectivePrecision.logLine(numerics, numerics.device()));
    }

    private static Numerics parse(MagicLine line, Numerics base, Source source) {
        try {
            for (String word : line.words()) {
                if (word.contains("=")) {
                    OperationNames.check(word);
                    continue;
                }
                for (String name : word.split(",")) {
                    boolean known =
                            Precisions.find(name).isPresent()
                                    || Presets.all().containsKey(name.toLowerCase(Locale.ROOT));
                    if (!known) {
                        throw unknown(line, name);
                    }
                }
            }
            return base.amended(line.text(), source);
        } catch (UsageException e) {
            throw Mistake.in(Say.typed(line), e);
        }
    }

    private static MagicLine rest(MagicLine line) {
        List<String> words = line.words().subList(1, line.words().size());
        return new MagicLine(line.name(), String.join(" ", words), words, line.body());
    }

    private static IllegalArgumentException unknown(MagicLine line, String word) {
        List<String> modes = Precisions.all().stream().map(Precision::name).toList();
        Set<String> presets = new TreeSet<>(Presets.all().keySet());
        List<String> all = new ArrayList<>(modes);
        all.addAll(presets);
        all.addAll(COMMANDS);
        return new IllegalArgumentException(
                "%s: unknown precision '%s'.%s Known: %s (presets: %s; also %s). Nothing was changed; %%precision list explains each."
                        .formatted(
                                Say.typed(line),
                                word,
                                Precisions.hint(word, all),
                                String.join(", ", modes),
                                String.join(", ", presets),
                                String.join(", ", COMMANDS)));
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return new PrecisionCompletion(COMMANDS, arguments, context).candidates();
    }
}
