package org.zoneledger.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One HTTPS connection that stays open (HTTP/1.1), made for load: requests are ready bytes, and of an answer only what is needed is read.
 *
 * <p>It comes from an address of its own, because a gateway counts what one address asks for.
 */
final class HttpLine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SSLContext tls;
    private final URI server;
    private final InetAddress from;
    private SSLSocket socket;
    private InputStream in;
    private OutputStream out;

    /** Status and body. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Answer(int status, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * @param number from 0; decides the address on the loopback network
     */
    HttpLine(SSLContext tls, URI server, int number) {
        this.tls = tls;
        this.server = server;
        try {
            this.from =
                    InetAddress.getByAddress(new byte[] {127, 0, (byte) (1 + number / 200), (byte) (1 + number % 200)});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request without a body. */
    static byte[] get(URI server, String path, String headers) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Sends a request and reads its answer; after a failure the next request opens the connection anew. */
    Answer send(byte[] request) throws IOException {
        boolean done = false;
        try {
            open();
            out.write(request);
            out.flush();
            Answer answer = read();
            done = true;
            return answer;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private void open() throws IOException {
        if (socket != null) {
            return;
        }
        Socket plain = new Socket();
        plain.bind(new InetSocketAddress(from, 0));
        plain.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        plain.setTcpNoDelay(true);
        plain.setSoTimeout((int) PATIENCE.toMillis());
        socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, server.getHost(), server.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 15);
        out = socket.getOutputStream();
    }

    private Answer read() throws IOException {
        String status = line();
        int length = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        if (length < 0) {
            throw new IOException("an answer without a length: " + status);
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the answer broke off");
        }
        return new Answer(Integer.parseInt(status.split(" ", 3)[1]), body);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException(String.format(Locale.ROOT, "%s closed the connection", server));
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        SSLSocket open = socket;
        socket = null;
        if (open != null) {
            open.close();
        }
    }
}
