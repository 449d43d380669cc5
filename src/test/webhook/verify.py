import base64, hashlib, hmac, time


def verify(secret, headers, body, now=None):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    if abs((now or time.time()) - int(headers["webhook-timestamp"])) > 300:
        return False
    return any(hmac.compare_digest(expected, given) for given in headers["webhook-signature"].split(" "))
