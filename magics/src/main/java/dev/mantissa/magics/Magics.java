package dev.mantissa.magics;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.magics.line.AccuracyMagic;
import dev.mantissa.magics.line.BenchMagic;
import dev.mantissa.magics.line.ClassPath;
import dev.mantissa.magics.line.ClasspathMagic;
import dev.mantissa.magics.line.ConfigMagic;
import dev.mantissa.magics.line.EngineMagic;
import dev.mantissa.magics.line.EnvMagic;
import dev.mantissa.magics.line.Flags;
import dev.mantissa.magics.line.GpuMagic;
import dev.mantissa.magics.line.HistoryMagic;
import dev.mantissa.magics.line.HtmlMagic;
import dev.mantissa.magics.line.InspectMagic;
import dev.mantissa.magics.line.JarsMagic;
import dev.mantissa.magics.line.JvmMagic;
import dev.mantissa.magics.line.LoadFromPomMagic;
import dev.mantissa.magics.line.LoadMagic;
import dev.mantissa.magics.line.LsmagicMagic;
import dev.mantissa.magics.line.MarkdownMagic;
import dev.mantissa.magics.line.MavenMagic;
import dev.mantissa.magics.line.MavenRepoMagic;
import dev.mantissa.magics.line.NanMagic;
import dev.mantissa.magics.line.PrecisionMagic;
import dev.mantissa.magics.line.QuantizeMagic;
import dev.mantissa.magics.line.ResetMagic;
import dev.mantissa.magics.line.RestartMagic;
import dev.mantissa.magics.line.RunMagic;
import dev.mantissa.magics.line.SaveMagic;
import dev.mantissa.magics.line.SvgMagic;
import dev.mantissa.magics.line.TimeMagic;
import dev.mantissa.magics.line.TimeitMagic;
import dev.mantissa.magics.line.WhoMagic;
import dev.mantissa.magics.line.WritefileMagic;
import dev.mantissa.magics.maven.MavenResolver;
import java.util.List;

/** The catalogue of magics: one line adds one. */
public final class Magics {
    private Magics() {}

    /** Every magic, new ones for each session because some remember what a person did. */
    public static List<Magic> all() {
        ClassPath classPath = new ClassPath();
        MavenResolver maven = new MavenResolver();
        Flags flags = new Flags();
        return List.of(
                new PrecisionMagic(),
                new QuantizeMagic(),
                new AccuracyMagic(),
                new NanMagic(),
                new InspectMagic(),
                new EngineMagic(),
                new GpuMagic(),
                new LsmagicMagic(),
                new TimeMagic(),
                new TimeitMagic(),
                new BenchMagic(),
                new WhoMagic(),
                new MavenMagic(maven, classPath),
                new MavenRepoMagic(maven),
                new JarsMagic(classPath),
                new ClasspathMagic(classPath),
                new LoadFromPomMagic(maven, classPath),
                new LoadMagic(),
                new RunMagic(),
                new HistoryMagic(),
                new SaveMagic(),
                new WritefileMagic(),
                new ResetMagic(),
                new JvmMagic(),
                new RestartMagic(),
                new EnvMagic(flags),
                new ConfigMagic(flags),
                new HtmlMagic(),
                new MarkdownMagic(),
                new SvgMagic());
    }
}
