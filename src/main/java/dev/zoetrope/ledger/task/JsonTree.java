package dev.zoetrope.ledger.task;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;

/**
 * Writes and reads JSON values as Java values: ordered maps, lists, strings, booleans, numbers and null. An integer is
 * read as the smallest of Integer, Long and BigInteger that can hold it, any other number as a BigDecimal with the same
 * digits.
 */
final class JsonTree {

    private JsonTree() {
    }

    static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName((String) entry.getKey());
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof BigDecimal decimal) {
            json.writeNumber(decimal);
        } else if (value instanceof Number number) {
            json.writeNumber(number.toString());
        } else {
            json.writeNull();
        }
    }

    /** Reads the value at the parser's current token. */
    static Object read(JsonParser json) throws IOException {
        switch (json.currentToken()) {
            case START_OBJECT:
                Map<String, Object> map = new LinkedHashMap<>();
                JsonText.readObject(json, (name, member) -> map.put(name, read(member)));
                return map;
            case START_ARRAY:
                List<Object> list = new ArrayList<>();
                while (!json.nextToken().isStructEnd()) {
                    list.add(read(json));
                }
                return list;
            case VALUE_STRING:
                return json.getText();
            case VALUE_NUMBER_INT:
                return json.getNumberValue();
            case VALUE_NUMBER_FLOAT:
                return json.getDecimalValue();
            case VALUE_TRUE:
            case VALUE_FALSE:
                return json.getBooleanValue();
            default:
                return null;
        }
    }
}
