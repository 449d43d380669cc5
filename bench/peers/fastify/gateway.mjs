// A simple gateway with fastify. ajv validates the body of a create against the contract and reports every fault at once;
// reply-from forwards it. No keys, no storage, no retries.
//
// usage: node gateway.mjs PORT UPSTREAM
import Fastify from 'fastify'
import replyFrom from '@fastify/reply-from'

const [port, upstream] = process.argv.slice(2)
const url = { maxLength: 2048, pattern: '^[Hh][Tt][Tt][Pp][Ss]?://[^/?#@\\s]+([/?#]\\S*)?$' }
const mode = (images, video, word) => ({
  required: [video ? 'video_url' : 'image_urls'],
  properties: {
    image_urls: video ? { type: ['array', 'null'], maxItems: 0 } : { type: 'array', minItems: images, maxItems: images },
    video_url: { type: video ? 'string' : 'null' },
    generation_type: { enum: [null, word] }
  }
})
const create = {
  type: 'object',
  additionalProperties: false,
  required: ['model'],
  properties: {
    model: { type: 'string', const: 'wan-2.7-image-to-video' },
    generation_type: { type: ['string', 'null'], enum: ['image-to-video', 'first-last-frame', 'video-continuation', null] },
    image_urls: { type: ['array', 'null'], items: { type: 'string', ...url } },
    video_url: { type: ['string', 'null'], ...url },
    prompt: { type: ['string', 'null'], maxLength: 5000 },
    audio_url: { type: ['string', 'null'], ...url },
    duration: { type: 'integer', minimum: 2, maximum: 15 },
    resolution: { type: 'string', enum: ['720p', '1080p'] },
    negative_prompt: { type: ['string', 'null'], maxLength: 500 },
    seed: { type: ['integer', 'null'], minimum: 0, maximum: 2147483647 },
    enable_prompt_expansion: { type: ['boolean', 'null'] },
    enable_safety_checker: { type: ['boolean', 'null'] }
  },
  oneOf: [mode(1, false, 'image-to-video'), mode(2, false, 'first-last-frame'), mode(0, true, 'video-continuation')]
}

const app = Fastify({
  bodyLimit: 1048576,
  ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true, allowUnionTypes: true } }
})
app.register(replyFrom, { base: upstream, undici: { connections: 64, pipelining: 1 } })
app.setErrorHandler((error, request, reply) => {
  const details = error.validation?.map(({ instancePath, keyword, message }) =>
    ({ param: instancePath.slice(1), code: keyword, message }))
  reply.code(details ? 422 : error.statusCode ?? 500)
    .send({ error: { message: error.message, type: 'invalid_request_error', param: details?.[0].param, details } })
})
app.post('/v1/videos/generations', { schema: { body: create } }, (request, reply) => {
  for (const name in request.body) if (request.body[name] === null) delete request.body[name]
  return reply.from(request.raw.url)
})
app.get('/v1/tasks/:id', (request, reply) => reply.from(request.raw.url))
await app.listen({ host: '127.0.0.1', port: Number(port) })
