# Rollcall as a KRM function, and as the sidecar of Argo CD's repo server. Build the program first; it needs no package at
# run time, and the image holds the very files that were tested:
#   npm ci && npm run build && docker build -t localhost/rollcall:v0.1.0 .

# Node's newest long-term line that distroless images have, without a shell or a package manager; any base with Node will do.
ARG BASE=gcr.io/distroless/nodejs24-debian12:nonroot@sha256:14d42e2511532589a7c7e01a753667a74fcc96266e137e8125006b87b0c32d0a

# Lays the files out. The commands need no shell here either.
FROM ${BASE} AS layout
USER 0
ENV PATH=/nodejs/bin:/usr/local/bin:/usr/bin:/bin
WORKDIR /build
COPY scripts/image.js scripts/code-cache.js plugin.yaml LICENSE ./
COPY dist ./dist
RUN ["node", "image.js", "/image"]

FROM ${BASE}
COPY --from=layout /image/ /
ENV PATH=/usr/local/bin:/usr/bin:/bin
# To run under a policy (docs/policy.md), mount it and set ROLLCALL_POLICY to its path.
# Where a kustomize generator mounts the kustomization: spec.inputs is relative to it.
WORKDIR /pkg
USER 65534:65534
ENTRYPOINT ["/usr/local/bin/rollcall", "fn"]
