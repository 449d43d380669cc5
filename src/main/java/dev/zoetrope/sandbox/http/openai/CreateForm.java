package dev.zoetrope.sandbox.http.openai;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.model.FaultCode;
import dev.zoetrope.sandbox.Order;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;

/** The fields of a create by name, from a form or from JSON. A member of an object has the name {@code object[member]}. */
final class CreateForm {
    private static final String MULTIPART = "multipart/form-data";

    private CreateForm() {
    }

    /** @param contentType value of {@code Content-Type}; null if absent */
    static boolean isMultipart(String contentType) {
        return contentType != null && contentType.regionMatches(true, 0, MULTIPART, 0, MULTIPART.length());
    }

    /**
     * Reads a form. Its parts stay in memory.
     *
     * @throws FailureException 400 if the form is malformed, 422 if it has a file
     */
    static Map<String, String> ofMultipart(byte[] body, String contentType) {
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/",
                Unpooled.wrappedBuffer(body));
        request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        if (!HttpPostRequestDecoder.isMultipart(request)) { // without a boundary
            throw malformedForm();
        }
        HttpPostMultipartRequestDecoder decoder = null;
        try {
            decoder = new HttpPostMultipartRequestDecoder(new DefaultHttpDataFactory(false), request);
            Map<String, String> fields = new LinkedHashMap<>();
            for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
                if (!(part instanceof Attribute field)) {
                    throw Order.invalid(part.getName(), FaultCode.INVALID_TYPE, "must be a URL: the sandbox takes no files");
                }
                fields.put(field.getName(), field.getValue());
            }
            return fields;
        } catch (DecoderException | IOException e) {
            throw malformedForm();
        } finally {
            if (decoder != null) {
                decoder.destroy();
            }
        }
    }

    private static FailureException malformedForm() {
        return Failure.malformed(400, "invalid_form", "The body is not a valid form.").exception();
    }

    /** @throws FailureException 400 if the body is no JSON object */
    static Map<String, String> ofJson(byte[] body, ObjectMapper json) {
        JsonNode object = parse(body, json);
        Map<String, String> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                field.getValue().properties().forEach(
                        member -> fields.put(field.getKey() + "[" + member.getKey() + "]", member.getValue().asText()));
            } else if (!field.getValue().isNull()) {
                fields.put(field.getKey(), field.getValue().asText());
            }
        });
        return fields;
    }

    static JsonNode parse(byte[] body, ObjectMapper json) {
        try {
            JsonNode object = json.readTree(body);
            if (object.isObject()) {
                return object;
            }
        } catch (IOException e) {
            // answered below, as another value than an object
        }
        throw Failure.malformed(400, FaultCode.INVALID_JSON, "The body is not a valid JSON object.").exception();
    }
}
