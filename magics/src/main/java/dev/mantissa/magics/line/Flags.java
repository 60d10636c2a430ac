package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.lib.Setting;
import dev.mantissa.lib.SettingValue;
import dev.mantissa.lib.Source;
import dev.mantissa.lib.precision.EffectivePrecision;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The flags of {@link Settings} as the session sees them, and how a line changes one. */
public final class Flags {
    private final Map<String, String> setHere = new HashMap<>();

    /** The flag of that name or environment variable. */
    static Optional<Setting> find(String name) {
        return Settings.all().stream()
                .filter(s -> s.name().equalsIgnoreCase(name) || s.variable().equals(name))
                .findFirst();
    }

    /** Its value in force: what the notebook set wins over what surrounds the program. */
    SettingValue value(Settings settings, Setting setting) {
        SettingValue outside = settings.value(setting);
        Numerics now = Numerics.notebook();
        if (setting.name().equals(Settings.PRECISION.name())) {
            return new SettingValue(
                    setting, now.policy().toString(), now.source(), outside.problems());
        }
        if (setting.name().equals(Settings.ENGINE.name()) && !now.engine().equals(outside.text())) {
            return new SettingValue(setting, now.engine(), Source.NOTEBOOK, outside.problems());
        }
        return outside.text().equals(setHere.get(setting.name()))
                ? new SettingValue(setting, outside.text(), Source.NOTEBOOK, outside.problems())
                : outside;
    }

    /**
     * Sets it for the rest of the session.
     *
     * @param typed the line as typed, to begin messages with
     * @throws IllegalArgumentException if the value is none of those allowed; nothing is changed
     */
    void set(String typed, Setting setting, String value, MagicContext context) {
        try {
            setting.check().accept(value);
        } catch (IllegalArgumentException e) {
            throw Mistake.in(typed, e);
        }
        if (setting.name().equals(Settings.PRECISION.name())) {
            Numerics numerics = Numerics.of(value, Source.NOTEBOOK);
            Numerics.setNotebook(numerics);
            Say.line(context, EffectivePrecision.logLine(numerics, numerics.device()));
        } else if (setting.name().equals(Settings.ENGINE.name())) {
            EngineMagic.choose(typed, value, context);
        } else {
            System.setProperty(setting.property(), value);
            setHere.put(setting.name(), value);
            Say.line(
                    context,
                    "%s = %s, for what starts from now on in this session."
                            .formatted(setting.name(), value));
        }
    }
}
