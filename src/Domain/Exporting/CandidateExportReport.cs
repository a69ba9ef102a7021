using System.Collections.Immutable;
using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Exporting;

/// <summary>What was written of a candidate, and that it is what was trained.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Output">File or folder.</param>
/// <param name="Files">Names of the files.</param>
/// <param name="Accuracy">Validation accuracy of the exported network, evaluated anew, 0–1; null where the cluster wrote it.</param>
/// <param name="RecordedAccuracy">What its training recorded.</param>
/// <param name="TestAccuracy">On the test images, where the candidate's training evaluated them.</param>
/// <param name="RelativeError">ONNX Runtime against Torch, where ONNX was written.</param>
public sealed record CandidateExportReport(
    CandidateId Candidate,
    string Output,
    ImmutableArray<string> Files,
    double? Accuracy,
    double RecordedAccuracy,
    double? TestAccuracy = null,
    double? RelativeError = null
);
