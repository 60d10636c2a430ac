package dev.mantissa.magics;

import dev.mantissa.datasets.Cache;
import dev.mantissa.kernel.display.Renderers;
import dev.mantissa.kernel.session.JShellSession;
import dev.mantissa.kernel.session.SessionConfig;
import dev.mantissa.kernel.session.Variable;
import dev.mantissa.lib.Environment;
import dev.mantissa.lib.Notices;
import dev.mantissa.lib.Source;
import dev.mantissa.lib.engine.VectorModule;
import dev.mantissa.lib.nd4j.SessionNetworks;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.range.NanWatch;
import dev.mantissa.lib.range.RangeLedger;
import dev.mantissa.lib.settings.Settings;
import dev.mantissa.magics.render.RenderersCatalogue;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Makes sessions that have everything: imports, magics, renderers, settings, progress. */
public final class MantissaSession {
    /** What every cell sees beside the session's own imports. */
    private static final String[] IMPORTS = {
        "java.net.*",
        "java.time.*",
        "java.util.concurrent.*",
        "java.util.regex.*",
        "dev.mantissa.datasets.*",
        "dev.mantissa.lib.*",
        "dev.mantissa.lib.engine.*",
        "dev.mantissa.lib.format.*",
        "dev.mantissa.lib.precision.*",
        "dev.mantissa.lib.quant.*",
        "dev.mantissa.lib.tensor.*",
        "dev.mantissa.magics.chart.*",
        "dev.mantissa.magics.teach.*",
    };

    private MantissaSession() {}

    /**
     * A session with the settings of this process.
     *
     * @param told gets a sentence for each thing a person should know at the start: flags that
     *     {@code .env} has set, values that are not used and why
     */
    public static JShellSession open(Consumer<String> told) {
        return open(Environment.system(), told);
    }

    /** A session with the settings of that environment. */
    public static JShellSession open(Environment environment, Consumer<String> told) {
        CompletableFuture<Boolean> vectors = VectorModule.load();
        Settings settings = Settings.load(environment);
        settings.notices().forEach(told);
        handOnCache(settings);
        Numerics.setNotebook(Numerics.initial(environment));
        Notices.setNotebook(new CellNotices());
        RangeLedger.session().clear();
        NanWatch.session().clear();
        StartUp startUp = new StartUp(environment, told);
        List<Path> classPath = startUp.classPath();
        JShellSession session =
                new JShellSession(
                        SessionConfig.builder()
                                .imports(IMPORTS)
                                .firstSeen(ownPaths())
                                .magics(Magics.all())
                                .renderers(new Renderers(RenderersCatalogue.forCells()))
                                .compilerOptions("--add-modules", "jdk.incubator.vector")
                                .compilerOptions(startUp.compilerOptions().toArray(String[]::new))
                                .classPath(classPath)
                                .build());
        SessionNetworks.search(() -> session.variables().stream().map(Variable::value).toList());
        vectors.join();
        startUp.run(session, classPath);
        return session;
    }

    /** Data sets know properties and variables; only what a file says has to be handed on. */
    private static void handOnCache(Settings settings) {
        Source.Kind from = settings.value(Settings.CACHE).source().kind();
        if (from == Source.Kind.DOT_ENV || from == Source.Kind.FILE) {
            System.setProperty(Cache.FROM_ENV_FILE, settings.cache().toString());
        } else {
            System.clearProperty(Cache.FROM_ENV_FILE);
        }
    }

    /** The program's own part of the class path, which holds all that the imports above name. */
    private static List<Path> ownPaths() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(MantissaSession::isOwn)
                .toList();
    }

    private static boolean isOwn(Path path) {
        return Files.isDirectory(path)
                || String.valueOf(path.getFileName()).startsWith("mantissa-");
    }
}
