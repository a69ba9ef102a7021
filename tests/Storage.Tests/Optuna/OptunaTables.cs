namespace NasCluster.Storage.Tests.Optuna;

/// <summary>The tables of Optuna's storage that a study is read from, as its version 3 lays them out, with two studies in them.</summary>
internal static class OptunaTables
{
    public const string Categorical =
        """{"name": "CategoricalDistribution", "attributes": {"choices": ["relu", "hswish"]}}""";

    public const string Flag = """{"name": "CategoricalDistribution", "attributes": {"choices": [true, false]}}""";
    public const string Float =
        """{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0001, "high": 0.1, "log": true}}""";

    public const string Int =
        """{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 8}}""";

    /// <param name="state">Type of a trial's state: a text in SQLite, an enumeration in PostgreSQL.</param>
    /// <param name="direction">Type of a direction.</param>
    public static string Create(string state, string direction) =>
        $$"""
            CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name VARCHAR(512) NOT NULL);
            CREATE TABLE study_directions (study_direction_id INTEGER PRIMARY KEY, direction {{direction}} NOT NULL, study_id INTEGER, objective INTEGER NOT NULL);
            CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, number INTEGER, study_id INTEGER, state {{state}} NOT NULL, datetime_start TIMESTAMP, datetime_complete TIMESTAMP);
            CREATE TABLE trial_values (trial_value_id INTEGER PRIMARY KEY, trial_id INTEGER, objective INTEGER NOT NULL, value FLOAT, value_type VARCHAR(7) NOT NULL);
            CREATE TABLE trial_params (param_id INTEGER PRIMARY KEY, trial_id INTEGER, param_name VARCHAR(512), param_value FLOAT, distribution_json TEXT);
            INSERT INTO studies VALUES (1, 'cells'), (2, 'errors');
            INSERT INTO study_directions VALUES (1, 'MAXIMIZE', 1, 0), (2, 'MINIMIZE', 1, 1), (3, 'MINIMIZE', 2, 0);
            INSERT INTO trials VALUES (1, 0, 1, 'COMPLETE', NULL, NULL), (2, 1, 1, 'PRUNED', NULL, NULL), (3, 2, 1, 'COMPLETE', NULL, NULL), (4, 3, 1, 'FAIL', NULL, NULL), (5, 0, 2, 'COMPLETE', NULL, NULL);
            INSERT INTO trial_values VALUES (1, 1, 0, 0.75, 'FINITE'), (2, 1, 1, 3.5, 'FINITE'), (3, 3, 0, 0.5, 'FINITE'), (4, 2, 0, 0.1, 'FINITE'), (5, 5, 0, 12.5, 'FINITE');
            INSERT INTO trial_params VALUES (1, 1, 'activation', 1.0, '{{Categorical}}'), (2, 1, 'lr', 0.003, '{{Float}}'), (3, 1, 'depth', 4.0, '{{Int}}'),
              (4, 3, 'activation', 0.0, '{{Categorical}}'), (5, 3, 'ema', 1.0, '{{Flag}}');
            """;
}
