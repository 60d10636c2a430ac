package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecrecyTest {
    @TempDir private Path folder;

    private record Person(String getName) implements UserPrincipal {
        @Override
        public String getName() {
            return getName;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw-----w-", "rwxrwxrwx"})
    void a_connection_file_that_is_open_to_others_is_refused(String mode) throws IOException {
        Path file = folder.resolve("kernel.json");
        ConnectionFile made = ConnectionFile.create(file);
        assertThat(ConnectionFile.read(file)).isEqualTo(made);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> ConnectionFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(mode)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void a_connection_file_of_somebody_else_is_refused() throws IOException {
        var mode = PosixFilePermissions.fromString("rw-------");
        Path file = folder.resolve("kernel.json");
        Person ada = new Person("ada");
        Secrecy.check(file, ada, mode, new Person("ada"));
        Secrecy.check(file, ada, mode, null);
        Secrecy.check(file, new Person("root"), mode, ada);
        assertThatThrownBy(() -> Secrecy.check(file, new Person("eve"), mode, ada))
                .hasMessageContaining("belongs to eve, not to ada");
    }
}
