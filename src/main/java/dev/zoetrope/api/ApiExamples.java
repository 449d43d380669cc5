package dev.zoetrope.api;

/** Example responses for the OpenAPI description. A test compares their member names with those of real responses. */
final class ApiExamples {
    static final String TASK_ID = "task-unified-1757165031-uyujaw3d";

    static final String PENDING = """
            {"created":1757165031,"id":"task-unified-1757165031-uyujaw3d","model":"wan-2.7-image-to-video",
             "object":"video.generation.task","progress":0,"status":"pending",
             "task_info":{"can_cancel":false,"estimated_time":45},"type":"video"}""";

    static final String COMPLETED = """
            {"created":1757165031,"id":"task-unified-1757165031-uyujaw3d","model":"wan-2.7-image-to-video",
             "object":"video.generation.task","progress":100,"status":"completed",
             "task_info":{"can_cancel":false,"estimated_time":45},"type":"video",
             "results":[{"url":"https://videos.example.com/v1/tasks/task-unified-1757165031-uyujaw3d/content?expires=1757253600&signature=VvS1mPS5Nn0Hc4cO3cA3hQ",
             "content_type":"video/mp4","size":2310144,
             "sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","expires_at":1757253600}]}""";

    static final String TICK = """
            {"object":"maintenance.tick","sent":0,"asked":12,"settled":0,"kept":0,"delivered":0,"removed":3,"more":false}""";

    static final String INVALID = """
            {"error":{"message":"duration must be an integer from 2 to 15","type":"invalid_request_error",
             "code":"out_of_range","param":"duration","details":[{"param":"duration","code":"out_of_range",
             "message":"duration must be an integer from 2 to 15"}],"request_id":"req_0c1d2e3f4a5b6c7d8e9f0a1b"}}""";

    static final String NOT_FOUND = """
            {"error":{"message":"There is no such task.","type":"not_found",
             "request_id":"req_0c1d2e3f4a5b6c7d8e9f0a1b"}}""";

    private ApiExamples() {
    }
}
