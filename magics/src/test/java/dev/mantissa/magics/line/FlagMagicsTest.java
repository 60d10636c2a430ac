package dev.mantissa.magics.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mantissa.lib.Setting;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code %config} and {@code %env}. */
class FlagMagicsTest {
    private final Numerics before = Numerics.notebook();
    private final Workbench bench = new Workbench();
    private final Flags flags = new Flags();
    private final ConfigMagic config = new ConfigMagic(flags);
    private final EnvMagic env = new EnvMagic(flags);

    @AfterEach
    void the_settings_are_as_they_were() {
        Numerics.setNotebook(before);
        Settings.all().forEach(s -> System.clearProperty(s.property()));
    }

    @Test
    void every_flag_is_in_the_table_with_its_variable() throws Exception {
        String table = bench.run(config, "%config");
        assertThat(Settings.all()).extracting(Setting::name).allMatch(table::contains);
        assertThat(Settings.all()).extracting(Setting::variable).allMatch(table::contains);
    }

    @Test
    void a_flag_that_is_set_shows_its_value_and_the_notebook_as_its_source() throws Exception {
        bench.run(config, "%config bench.budget=2m");
        assertThat(Settings.load().benchBudget()).hasMinutes(2);
        assertThat(bench.run(config, "%config bench.budget"))
                .startsWith("bench.budget = 2m (source: notebook): time that %bench may take");
    }

    @Test
    void precision_set_as_a_flag_is_the_notebooks_precision() throws Exception {
        bench.run(config, "%config precision = high");
        assertThat(Numerics.notebook().precision().name()).isEqualTo("high");
        assertThat(bench.run(config, "%config precision"))
                .startsWith("precision = high (source: notebook)");
    }

    @Test
    void a_wrong_value_is_explained_and_changes_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(config, "%config threads=many"))
                .withMessageStartingWith(
                        "%config threads=many: 'many' is not a number of threads. Allowed: auto");
        assertThat(System.getProperty("mantissa.threads")).isNull();
    }

    @Test
    void an_unknown_flag_is_answered_with_the_nearest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(config, "%config thread=2"))
                .withMessageContaining("unknown flag 'thread'. Did you mean 'threads'?");
    }

    @Test
    void a_variable_is_shown_and_a_typing_error_answered_with_the_nearest() throws Exception {
        assertThat(bench.run(env, "%env PATH")).isEqualTo("PATH=" + System.getenv("PATH") + "\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(env, "%env PAHT"))
                .withMessageContaining("no variable 'PAHT'. Did you mean 'PATH'?");
    }

    @Test
    void our_own_variable_sets_its_flag_and_says_that_the_environment_stays() throws Exception {
        assertThat(bench.run(env, "%env MANTISSA_PRECISION=medium"))
                .contains("'medium'", "cannot change its environment");
        assertThat(Numerics.notebook().precision().name()).isEqualTo("medium");
    }

    @Test
    void another_variable_is_refused_with_what_to_do_instead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(env, "%env FOO=1"))
                .withMessageContaining("a running JVM cannot change its environment")
                .withMessageContaining("FOO=… in front of the command");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS_SECRET_ACCESS_KEY",
                "MYSQL_PWD",
                "PGPASSWORD",
                "PGPASSFILE",
                "DB_PASS",
                "GITHUB_PAT",
                "AZURE_PAT_READ",
                "SENTRY_DSN",
                "odbc_dsn"
            })
    void variables_of_such_names_are_hidden(String name) {
        assertThat(Secrets.hidden(name, "abc")).isEqualTo("••••");
        assertThat(Secrets.hidden(name, "")).isEmpty();
    }

    @Test
    void a_long_value_is_shown_as_it_is() {
        String value = "a".repeat(500_000);
        assertThat(Secrets.hidden("DATA", value)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "HOME, /root, /root",
                "PATH, /bin:/usr/bin, /bin:/usr/bin",
                "PWD, /work, /work",
                "OLDPWD, /work, /work",
                "PASSENGERS, 3, 3",
                "HOMEPAGE, https://x.org/a?b=c, https://x.org/a?b=c",
                "DATABASE_URL, postgres://me:hunter3@db/x, postgres://••••@db/x",
                "PIP_INDEX_URL, https://hunter3@pypi.org/simple, https://••••@pypi.org/simple",
                "REDIS, redis://:hun/te@r3@cache:6379, redis://••••@cache:6379",
                "JDBC, jdbc:pg://db/x?user=me&password=hunter3&ssl=1, jdbc:pg://db/x?user=me&password=••••&ssl=1",
                "ODBC, Server=db;Pwd=hunter3;Port=1, Server=db;Pwd=••••;Port=1",
                "JAVA_TOOL_OPTIONS, -Djavax.net.ssl.trustStorePassword=hunter3 -Dx=1, -Djavax.net.ssl.trustStorePassword=•••• -Dx=1"
            })
    void what_is_secret_in_a_value_is_hidden(String name, String value, String shown) {
        assertThat(Secrets.hidden(name, value)).isEqualTo(shown);
    }
}
