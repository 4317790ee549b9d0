{{- /* The name that everything of this release begins with. */ -}}
{{- define "perigee.name" -}}
{{- ternary .Release.Name (printf "%s-perigee" .Release.Name) (contains "perigee" .Release.Name) | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- /* What finds the pods of one part: list $ "api" */ -}}
{{- define "perigee.selector" -}}
app.kubernetes.io/name: perigee
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "perigee.labels" -}}
{{ include "perigee.selector" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ (index . 0).Chart.Name }}-{{ (index . 0).Chart.Version }}
{{- end -}}

{{- /* Runners belong to the namespace and not to a release: the controller labels them. */ -}}
{{- define "perigee.runners" -}}
app.kubernetes.io/name: perigee
app.kubernetes.io/component: runner
{{- end -}}

{{- define "perigee.image" -}}
{{- $image := index (index . 0).Values.images (index . 1) -}}
{{- if $image.digest -}}
{{ $image.repository }}@{{ $image.digest }}
{{- else -}}
{{ $image.repository }}:{{ $image.tag | default (index . 0).Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- /* The Secret with the address of Redis, under the key `url`. */ -}}
{{- define "perigee.redisSecret" -}}
{{- if .Values.redis.enabled -}}
{{ include "perigee.name" . }}-redis
{{- else -}}
{{ required "redis.external.secret has to name a Secret when redis.enabled is false" .Values.redis.external.secret }}
{{- end -}}
{{- end -}}

{{- define "perigee.redisUrl" -}}
- name: PERIGEE_REDIS_URL
  valueFrom: {secretKeyRef: {name: {{ include "perigee.redisSecret" . }}, key: url}}
{{- end -}}

{{- define "perigee.env" -}}
{{- range $name, $value := . }}
- {name: {{ $name }}, value: {{ $value | quote }}}
{{- end }}
{{- end -}}

{{- /* Pod Security "restricted", for pods and for containers. */ -}}
{{- define "perigee.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "perigee.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- /* Where pods of a Deployment go: apart from each other, where there is room. list $ "api" */ -}}
{{- define "perigee.placement" -}}
{{- $values := index (index . 0).Values (index . 1) -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "perigee.selector" . | nindent 8 }}
{{- with $values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with (index . 0).Values.images.pullSecrets }}
imagePullSecrets: {{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "perigee.probes" -}}
startupProbe:
  httpGet: {path: /livez, port: probes}
  periodSeconds: 1
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /livez, port: probes}
  periodSeconds: 10
  timeoutSeconds: 5
readinessProbe:
  httpGet: {path: /readyz, port: probes}
  periodSeconds: 2
  timeoutSeconds: 3
{{- end -}}
