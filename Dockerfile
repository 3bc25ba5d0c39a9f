# Rollcall as a KRM function, and as the sidecar of Argo CD's repo server: the standalone executable, without Node. Build it first:
#   npm ci && npm run executable && docker build -t localhost/rollcall:v0.1.0 .

# Lays the files out, and gives the C library. Any base with Node and glibc will do; nothing else of it is in the image.
ARG BASE=gcr.io/distroless/nodejs24-debian12:nonroot@sha256:14d42e2511532589a7c7e01a753667a74fcc96266e137e8125006b87b0c32d0a
FROM ${BASE} AS layout
USER 0
ENV PATH=/nodejs/bin:/usr/local/bin:/usr/bin:/bin
WORKDIR /build
COPY scripts/image.js plugin.yaml LICENSE ./
COPY executable/rollcall-linux-* ./executable/
RUN ["node", "image.js", "/image"]

FROM scratch
COPY --from=layout /image/ /
ENV PATH=/usr/local/bin:/usr/bin:/bin
# Its last compiler costs a render more than it gives (docs/scale.md).
ENV BUN_JSC_useFTLJIT=0
# To run under a policy (docs/policy.md), mount it and set ROLLCALL_POLICY to its path.
# Where a kustomize generator mounts the kustomization: spec.inputs is relative to it.
WORKDIR /pkg
USER 65534:65534
ENTRYPOINT ["/usr/local/bin/rollcall", "fn"]
