package dev.zoetrope.dialect.dashscope;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import jakarta.ws.rs.QueryParam;

import dev.zoetrope.model.FaultCode;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;

/** The query parameters of a list. Others, as {@code region} and {@code api_key_id}, are ignored. */
public class PageParameters {
    private static final int DEFAULT_SIZE = 10;
    private static final int MAX_SIZE = 100;
    private static final int MAX_NUMBER = 1000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    @QueryParam("page_no")
    String number;

    @QueryParam("page_size")
    String size;

    @QueryParam("status")
    String status;

    @QueryParam("model_name")
    String model;

    @QueryParam("start_time")
    String start;

    @QueryParam("end_time")
    String end;

    /**
     * The valid parameters.
     *
     * @param number of the page, from 1
     * @param size of a page
     * @param status null: any
     * @param model as the creates named it; null: any
     * @param start the tasks created at or after this time; {@link Instant#MIN}: all
     * @param end the tasks created at or before this time; {@link Instant#MAX}: all
     */
    record Page(int number, int size, TaskWord status, String model, Instant start, Instant end) {
    }

    /** @throws FailureException with all invalid parameters */
    Page read() {
        List<Fault> faults = new ArrayList<>();
        TaskWord word = Arrays.stream(TaskWord.values()).filter(one -> one.name().equals(status)).findFirst().orElse(null);
        if (status != null && word == null) {
            faults.add(new Fault("status", FaultCode.INVALID_VALUE,
                    "status must be PENDING, RUNNING, SUCCEEDED, FAILED, CANCELED or UNKNOWN"));
        }
        Page page = new Page(integer("page_no", number, 1, MAX_NUMBER, faults),
                integer("page_size", size, DEFAULT_SIZE, MAX_SIZE, faults), word, model,
                time("start_time", start, Instant.MIN, faults), time("end_time", end, Instant.MAX, faults));
        if (!faults.isEmpty()) {
            throw Failure.invalid(faults).exception();
        }
        return page;
    }

    private static int integer(String name, String digits, int absent, int max, List<Fault> faults) {
        if (digits == null) {
            return absent;
        }
        int value = digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
        if (value < 1 || value > max) {
            faults.add(new Fault(name, FaultCode.OUT_OF_RANGE, name + " must be an integer from 1 to " + max));
        }
        return value;
    }

    /** The vendor documents {@code 20230420000000}; its Java SDK has milliseconds. */
    private static Instant time(String name, String digits, Instant absent, List<Fault> faults) {
        if (digits == null) {
            return absent;
        }
        try {
            return digits.matches("[0-9]{13}") ? Instant.ofEpochMilli(Long.parseLong(digits))
                    : LocalDateTime.parse(digits, TIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            faults.add(new Fault(name, FaultCode.INVALID_VALUE,
                    name + " must be a time of UTC such as 20261130235959, or milliseconds since 1970"));
            return absent;
        }
    }
}
