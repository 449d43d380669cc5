/**
 * The sandbox as a vendor of the protocol {@code dashscope} ({@code docs/protocols.md}). Its answers have the form of Alibaba
 * Model Studio; faults of the body are 400 {@code InvalidParameter}.
 */
package dev.zoetrope.sandbox.http.dashscope;
