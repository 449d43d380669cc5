package dev.zoetrope.dialect.openai;

import java.nio.charset.StandardCharsets;

/** A form as a client writes it. */
final class Form {
    private final String boundary;
    private final StringBuilder body = new StringBuilder();

    Form(String boundary) {
        this.boundary = boundary;
    }

    Form field(String name, String value) {
        return part("; name=\"" + name + "\"", value);
    }

    Form file(String name, String fileName, String content) {
        return part("; name=\"" + name + "\"; filename=\"" + fileName + "\"\r\nContent-Type: image/png", content);
    }

    /** @param rest of the header, after {@code form-data} */
    Form part(String rest, String content) {
        body.append("--").append(boundary).append("\r\nContent-Disposition: form-data").append(rest).append("\r\n\r\n")
                .append(content).append("\r\n");
        return this;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** The whole form, with the last boundary. */
    String text() {
        return body + "--" + boundary + "--\r\n";
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }
}
