package dev.mantissa.kernel.protocol;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Where a kernel and its clients meet.
 *
 * @param transport {@code tcp} or {@code ipc}
 * @param ip the address, or the beginning of the sockets' paths
 * @param key of the signatures; empty for none
 */
public record ConnectionFile(
        String transport,
        String ip,
        int shell,
        int control,
        int stdin,
        int iopub,
        int heartbeat,
        String key,
        String scheme) {
    private static final int PORTS = 5;

    /**
     * Reads a file as Jupyter writes it.
     *
     * @throws IOException if it cannot be read, is not a connection file, or others may know its
     *     key; the message says why
     */
    public static ConnectionFile read(Path file) throws IOException {
        Secrecy.check(file);
        JsonObject json;
        try {
            json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException(file + " is not a connection file: " + e.getMessage(), e);
        }
        return new ConnectionFile(
                Json.text(json, "transport", "tcp"),
                Json.text(json, "ip", "127.0.0.1"),
                port(json, "shell_port", file),
                port(json, "control_port", file),
                port(json, "stdin_port", file),
                port(json, "iopub_port", file),
                port(json, "hb_port", file),
                Json.text(json, "key", ""),
                Json.text(json, "signature_scheme", "hmac-sha256"));
    }

    private static int port(JsonObject json, String name, Path file) throws IOException {
        int port = Json.number(json, name, -1);
        if (port < 0) {
            throw new IOException(file + " is not a connection file: it has no number " + name);
        }
        return port;
    }

    /**
     * Writes a file with free ports of this machine and a new key, readable by its owner alone.
     *
     * @throws IOException if it cannot be written
     */
    public static ConnectionFile create(Path file) throws IOException {
        List<Integer> ports = freePorts();
        ConnectionFile made =
                new ConnectionFile(
                        "tcp",
                        "127.0.0.1",
                        ports.get(0),
                        ports.get(1),
                        ports.get(2),
                        ports.get(3),
                        ports.get(4),
                        UUID.randomUUID().toString(),
                        "hmac-sha256");
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, made.json().toString(), StandardCharsets.UTF_8);
        return made;
    }

    private static List<Integer> freePorts() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < PORTS; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    private JsonObject json() {
        return Json.object(
                "transport", transport,
                "ip", ip,
                "shell_port", shell,
                "control_port", control,
                "stdin_port", stdin,
                "iopub_port", iopub,
                "hb_port", heartbeat,
                "key", key,
                "signature_scheme", scheme);
    }

    /** The ZeroMQ address of a port. */
    String address(int port) {
        String between = transport.equals("ipc") ? "-" : ":";
        return transport + "://" + ip + between + port;
    }

    Wire wire() {
        return new Wire(key, scheme);
    }
}
