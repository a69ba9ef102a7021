using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Exporting;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Prediction;
using NasCluster.Domain.Proxies;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tables;
using NasCluster.Domain.Training;
using NasCluster.Domain.Zoo;

namespace NasCluster.Domain;

/// <summary>The one JSON shape of the domain: in the store, on the wire, between silo and trainer, in command output.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(CamelCaseEnumConverter)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(Experiment))]
[JsonSerializable(typeof(ImmutableArray<Experiment>))]
[JsonSerializable(typeof(ExperimentSpec))]
[JsonSerializable(typeof(DatasetDescription))]
[JsonSerializable(typeof(ImmutableArray<DatasetDescription>))]
[JsonSerializable(typeof(ExperimentEvent))]
[JsonSerializable(typeof(ImmutableArray<ExperimentEvent>))]
[JsonSerializable(typeof(Candidate))]
[JsonSerializable(typeof(ImmutableArray<Candidate>))]
[JsonSerializable(typeof(Proposal))]
[JsonSerializable(typeof(ImmutableArray<Proposal>))]
[JsonSerializable(typeof(AttemptLog))]
[JsonSerializable(typeof(ImmutableArray<AttemptLog>))]
[JsonSerializable(typeof(EpochReport))]
[JsonSerializable(typeof(ImmutableArray<EpochReport>))]
[JsonSerializable(typeof(CandidateId))]
[JsonSerializable(typeof(CheckpointRef))]
[JsonSerializable(typeof(Settlement))]
[JsonSerializable(typeof(AttemptRef))]
[JsonSerializable(typeof(Assignment))]
[JsonSerializable(typeof(SearchStep))]
[JsonSerializable(typeof(ImmutableArray<LimitSpec>))]
[JsonSerializable(typeof(AccuracyPrediction))]
[JsonSerializable(typeof(CandidateDetail))]
[JsonSerializable(typeof(CandidateView))]
[JsonSerializable(typeof(ImmutableArray<CandidateView>))]
[JsonSerializable(typeof(ExperimentResult))]
[JsonSerializable(typeof(ImmutableArray<ExperimentResult>))]
[JsonSerializable(typeof(ExperimentNews))]
[JsonSerializable(typeof(DashboardRecord))]
[JsonSerializable(typeof(ImmutableArray<DashboardRecord>))]
[JsonSerializable(typeof(ImmutableArray<ExperimentOverview>))]
[JsonSerializable(typeof(ImmutableArray<Problem>))]
[JsonSerializable(typeof(SlotSpan))]
[JsonSerializable(typeof(SlotWork))]
[JsonSerializable(typeof(WorkerStatus))]
[JsonSerializable(typeof(ImmutableArray<WorkerStatus>))]
[JsonSerializable(typeof(TrainerMessage))]
[JsonSerializable(typeof(TrainerCommand))]
[JsonSerializable(typeof(Configuration))]
[JsonSerializable(typeof(SearchSpace))]
[JsonSerializable(typeof(ExportRequest))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(ImmutableArray<ExportReport>))]
[JsonSerializable(typeof(CandidateExportRequest))]
[JsonSerializable(typeof(CandidateExportReport))]
[JsonSerializable(typeof(ModelArchive))]
[JsonSerializable(typeof(Preprocessing))]
[JsonSerializable(typeof(CandidateMetrics))]
[JsonSerializable(typeof(ExportProvenance))]
[JsonSerializable(typeof(TrainedCandidate))]
[JsonSerializable(typeof(LatencyReport))]
[JsonSerializable(typeof(LayerTimes))]
[JsonSerializable(typeof(LayerTimesAnswer))]
[JsonSerializable(typeof(LayerTimesRequest))]
[JsonSerializable(typeof(LatencyRequest))]
[JsonSerializable(typeof(LatencyTable))]
[JsonSerializable(typeof(LatencyTableRequest))]
[JsonSerializable(typeof(LatencyTableReport))]
[JsonSerializable(typeof(LatencyAnswer))]
[JsonSerializable(typeof(LatencyEstimate))]
[JsonSerializable(typeof(ImmutableArray<BlockKey>))]
[JsonSerializable(typeof(ImmutableArray<LatencyTableSummary>))]
[JsonSerializable(typeof(ZooRequest))]
[JsonSerializable(typeof(ProxyRequest))]
[JsonSerializable(typeof(ProxyReport))]
[JsonSerializable(typeof(TableSpec))]
public sealed partial class DomainJson : JsonSerializerContext;
