#!/usr/bin/env bash
# Starts a Lacuna command on Spark:  ./submit.sh [spark-submit options --] COMMAND [options]
#
#   ./submit.sh run --ratings data/sample/ratings.csv --output out
#   ./submit.sh --master spark://host:7077 --executor-memory 8g -- run --ratings hdfs:///ratings --output hdfs:///out
#
# Uses $SPARK_HOME/bin/spark-submit, else a spark-submit on the PATH, else org.apache.spark.deploy.SparkSubmit from the
# jars that Maven resolves, which needs a JDK alone. Builds what is missing or older than its sources. The exit code is
# the command's; 1 when the build or the tools fail, or the driver that a standalone cluster runs itself. Relative paths are the caller's: this script never changes folder.
#
# JAVA_HOME            the JDK to use (17 or newer), else the java on the PATH
# SPARK_DRIVER_MEMORY  the driver's memory where no option or file says it, else half of the machine's in local mode
# LACUNA_BUILD         a finished build to start (target/ of some profile); nothing is built then
set -euo pipefail

fail() {
  printf 'submit.sh: %s\n' "$1" >&2
  exit 1
}

# The folder that holds this script, through symbolic links.
script=${BASH_SOURCE[0]}
while [[ -L $script ]]; do
  folder=$(cd -P -- "$(dirname -- "$script")" && pwd)
  script=$(readlink -- "$script")
  [[ $script == /* ]] || script=$folder/$script
done
root=$(cd -P -- "$(dirname -- "$script")" && pwd)
build=${LACUNA_BUILD:-$root/target}
jar=$build/lacuna.jar

# --- The command line: options before the first -- are Spark's, if it begins with an option at all. ---
spark_options=()
if [[ ${1-} == -* ]]; then
  for ((i = 1; i <= $#; i++)); do
    if [[ ${!i} == -- ]]; then
      spark_options=("${@:1:i-1}")
      shift "$i"
      break
    fi
  done
fi

# The last value that Spark's options give to setting $1, by its own flag $2, by --conf, or in the properties file.
spark_setting() {
  local name=$1 flag=$2 value="" file=$root/conf/spark-defaults.conf i word next line
  for ((i = 0; i < ${#spark_options[@]}; i++)); do
    word=${spark_options[i]} next=${spark_options[i + 1]-}
    case $word in
      "$flag") value=$next ;;
      "$flag"=*) value=${word#*=} ;;
      -c | --conf) [[ $next != "$name"=* ]] || value=${next#*=} ;;
      --conf="$name"=*) value=${word#*=*=} ;;
      --properties-file) file=$next ;;
      --properties-file=*) file=${word#*=} ;;
    esac
  done
  if [[ -z $value && -r $file ]]; then
    while IFS= read -r line || [[ -n $line ]]; do
      [[ $line =~ ^[[:space:]]*${name//./\\.}[[:space:]]*[=:[:space:]][[:space:]]*(.*[^[:space:]]) ]] && value=${BASH_REMATCH[1]}
    done <"$file"
  fi
  printf '%s' "$value"
}

# In a locale that says nothing, Java would take arguments and file names for ASCII.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
  C | POSIX) { export LC_ALL=C.UTF-8; } 2>/dev/null ;;
esac

# --- The JDK. Its release file says the version without starting it. ---
if [[ -n ${JAVA_HOME-} ]]; then
  java=$JAVA_HOME/bin/java
  [[ -x $java ]] || fail "JAVA_HOME is $JAVA_HOME, which has no bin/java; set it to a JDK 17 or newer, or unset it."
else
  java=$(command -v java) || fail "no java on the PATH; install a JDK 17 or newer, or set JAVA_HOME."
fi
java_home=$java
while [[ -L $java_home ]]; do
  link=$(readlink -- "$java_home")
  [[ $link == /* ]] || link=${java_home%/*}/$link
  java_home=$link
done
java_home=${java_home%/bin/java}
java_version=""
if [[ -r $java_home/release ]]; then
  while IFS= read -r line; do
    [[ $line =~ ^JAVA_VERSION=\"?([^\"]*) ]] && java_version=${BASH_REMATCH[1]}
  done <"$java_home/release"
fi
if [[ -z $java_version ]]; then
  settings=$("$java" -XshowSettings:properties -version 2>&1) || fail "$java does not start: $settings"
  [[ $settings =~ java\.home\ =\ ([^$'\n']*) ]] && java_home=${BASH_REMATCH[1]}
  [[ $settings =~ java\.version\ =\ ([^$'\n']*) ]] && java_version=${BASH_REMATCH[1]}
fi
java_major=${java_version%%[!0-9]*}
[[ -n $java_major && $java_major -ge 17 ]] || fail "Lacuna needs a JDK 17 or newer; $java is ${java_version:-unknown}. Set JAVA_HOME."
class_path_file=$build/spark-class-path-$java_major

# --- The build: up to date when the file that Maven writes last is newer than every source. ---
is_built() {
  local entry entries IFS=:
  [[ -f $jar && -s $class_path_file ]] || return 1
  [[ -n ${LACUNA_BUILD-} ]] || [[ -z $(cd "$root" && find src/main pom.xml .mvn -newer "$class_path_file" -print 2>/dev/null | head -n 1) ]] || return 1
  set -f
  entries=($(<"$class_path_file"))
  set +f
  for entry in "${entries[@]}"; do
    [[ -f $entry ]] || return 1
  done
}

build_with_maven() {
  local log=$build/submit-build.log
  command -v mvn >/dev/null || fail "Lacuna is not built yet, and there is no Maven on the PATH; install Maven 3.8 or newer."
  [[ -x $java_home/bin/javac ]] || fail "Lacuna is not built yet, and $java_home has no compiler; install a JDK 17 or newer, not a runtime alone."
  local why="the first time, Maven fetches Spark, some 350 MB"
  [[ ! -f $class_path_file ]] || why="something changed since the last build"
  echo "Building Lacuna ($why) ..." >&2
  if ! JAVA_HOME=$java_home mvn -B -q -f "$root/pom.xml" -Dmaven.test.skip=true package >"$log" 2>&1 </dev/null; then
    cat -- "$log" >&2
    fail "the build failed; Maven's output stands above and in $log."
  fi
  is_built || fail "Maven built, but $jar or the jars named in $class_path_file are not there; see $log."
}

if ! is_built; then
  [[ -z ${LACUNA_BUILD-} ]] || fail "LACUNA_BUILD is $LACUNA_BUILD, which holds no finished build for JDK $java_major; unset it, or run mvn package."
  mkdir -p -- "$build"
  if command -v flock >/dev/null; then
    exec 9>"$build/submit.lock"
    flock 9 # another start may be building: then there is nothing left to do
    is_built || build_with_maven
    exec 9>&-
  else
    build_with_maven
  fi
fi

# --- Which Spark. ---
if [[ -n ${SPARK_HOME-} ]]; then
  spark_submit=$SPARK_HOME/bin/spark-submit
  [[ -x $spark_submit ]] || fail "SPARK_HOME is $SPARK_HOME, which has no bin/spark-submit; correct it, or unset it to use the Spark that Maven fetched."
else
  spark_submit=$(command -v spark-submit || true)
fi

# --- Settings that a start in local mode can choose by itself. ---
half_of_memory() {
  local bytes=0 limit
  if [[ -r /proc/meminfo ]]; then
    while read -r key value _; do
      [[ $key == MemTotal: ]] && bytes=$((value * 1024)) && break
    done </proc/meminfo
  else
    bytes=$(sysctl -n hw.memsize 2>/dev/null || echo 0)
  fi
  if [[ -r /sys/fs/cgroup/memory.max ]]; then
    limit=$(</sys/fs/cgroup/memory.max)
    [[ $limit == max || $limit -ge $bytes ]] || bytes=$limit
  fi
  [[ $bytes -ge 2147483648 ]] || bytes=2147483648
  printf '%dm' $((bytes / 2 / 1048576))
}

master=$(spark_setting spark.master --master)
if [[ -z $spark_submit || $master == local* ]]; then
  [[ ${master:-local} != local* ]] || export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
  export SPARK_DRIVER_MEMORY=${SPARK_DRIVER_MEMORY:-$(half_of_memory)}
fi
export LOG4J_CONFIGURATION_FILE=${LOG4J_CONFIGURATION_FILE:-$root/conf/log4j2.properties}

submit=(--class lacuna.cli.Main)
if [[ " ${spark_options[*]-} " != *" --properties-file"[\ =]* ]]; then
  submit+=(--properties-file "$root/conf/spark-defaults.conf")
  # Without this, a properties file hides the installation's own spark-defaults.conf.
  [[ -z $spark_submit ]] || submit+=(--load-spark-defaults)
fi
submit+=(${spark_options[@]+"${spark_options[@]}"})

# A standalone cluster that runs the driver itself: spark-submit is to wait for it, and that driver lacks the module
# options that Spark gives to all others.
detached=""
if [[ $master == spark://* && $(spark_setting spark.submit.deployMode --deploy-mode) == cluster ]]; then
  detached=yes
  driver_options=$(spark_setting spark.driver.extraJavaOptions --driver-java-options)
  submit+=(--conf spark.standalone.submit.waitAppCompletion=true
    --driver-java-options "${driver_options:+$driver_options }--add-modules=jdk.incubator.vector")
fi
submit+=("$jar" "$@")

# Runs a command and ends with what became of the driver: spark-submit ends with 0 even when that failed, and only its
# log has the state.
run_detached() {
  local log state
  log=$(mktemp)
  trap 'rm -f -- "$log"' EXIT
  "$@" 2>&1 | tee -- "$log" >&2 || fail "spark-submit failed."
  state=$(sed -n 's/.*State of driver \([^ ]*\) is \([A-Z]*\).*/\1 \2/p' "$log" | tail -n 1)
  case $state in
    *" FINISHED") exit 0 ;;
    "") fail "the driver's state is not known; see the cluster's page, $master." ;;
    *) fail "the driver ended as $state; the reason is in its stderr, on the worker that is named above." ;;
  esac
}

if [[ -n $spark_submit ]]; then
  [[ -z $detached ]] || run_detached "$spark_submit" "${submit[@]}"
  exec "$spark_submit" "${submit[@]}"
fi

# The size of the young generation for a heap of $1 (such as 6g): 350 MB a core, a quarter of the heap and 2 GB at most,
# as a container's cores may be fewer than the machine's, which are counted; nothing where $1 is no size.
young_megabytes() {
  local number=${1%[kKmMgGtT]} megabytes cores young
  [[ $number =~ ^[0-9]{1,12}$ ]] || return 0
  number=$((10#$number)) # 08 is no octal number
  case $1 in
    *[kK]) megabytes=$((number >> 10)) ;;
    *[mM]) megabytes=$number ;;
    *[gG]) megabytes=$((number << 10)) ;;
    *[tT]) megabytes=$((number << 20)) ;;
    *) megabytes=$((number >> 20)) ;;
  esac
  cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
  young=$((350 * cores))
  [[ $young -le 2048 ]] || young=2048
  [[ $young -le $((megabytes / 4)) ]] || young=$((megabytes / 4))
  [[ $young -lt 16 ]] || printf '%d' "$young"
}

# --- Spark's own start, from the jars of Maven. ---
class_path=$(<"$class_path_file")
extra=$(spark_setting spark.driver.extraClassPath --driver-class-path)
memory=$(spark_setting spark.driver.memory --driver-memory)
# Spark serialises a lineage by calls as deep as it is long, and that of MLlib's ALS is long.
options=("-Xmx${memory:-$SPARK_DRIVER_MEMORY}" -Xss4m "@$root/conf/jvm.options")
IFS=$' \t\n' read -r -a extra_options <<<"$(spark_setting spark.driver.extraJavaOptions --driver-java-options)"

# Ratings and factors are few arrays, large and long-lived. G1, which a JVM takes by itself, marks and moves them on cores
# that the training needs: a run on 10 million ratings took 20 s with it, 17 s with this one.
given=" ${extra_options[*]-} ${JAVA_TOOL_OPTIONS-} ${JDK_JAVA_OPTIONS-} ${_JAVA_OPTIONS-}"
if [[ $given != *" -XX:+Use"*GC* ]]; then
  options+=(-XX:+UseParallelGC)
  # Pages that a heap touches for the first time cost a second or so per GB: new objects stay in a young generation that
  # is small and as large from the start as ever. Without the size of metaspace, Spark's classes fill it once or twice,
  # and each time the whole heap is collected. 10 million ratings took 16.0 s without both, 14.9 s with the latter and
  # 14.2 s with both.
  [[ $given == *-XX:MetaspaceSize=* ]] || options+=(-XX:MetaspaceSize=256m)
  young=$(young_megabytes "${memory:-$SPARK_DRIVER_MEMORY}")
  # A size that is given may be below these, and then the JVM would not start.
  sizes='-X(m[nsx]|X:[A-Za-z]*(New|HeapSize|RAM))'
  if [[ -n $young && ! $given =~ $sizes ]]; then
    options+=("-Xmn${young}m" "-Xms$((2 * young))m")
  fi
fi

# Loading Spark's classes is half of a start. The first run leaves them in an archive, which the JVM maps in later ones
# and checks against the jars by itself. One that is small is of a run that ended before it had begun.
read -r checksum _ < <(cksum <<<"$java_version:$class_path")
archive=$build/spark-classes-$checksum.jsa
if [[ -n $(find "$archive" -size +100000k 2>/dev/null) ]]; then
  options+=("-XX:SharedArchiveFile=$archive")
elif [[ ${1-} == run && -w $build && -z $extra ]]; then
  echo "This first run ends some seconds later: it keeps Spark's classes in ${archive##*/}, which halves later starts." >&2
  options+=("-XX:ArchiveClassesAtExit=$archive")
fi
options+=(-Xlog:cds=off -Xlog:cds+dynamic=off)

start=("$java" "${options[@]}" ${extra_options[@]+"${extra_options[@]}"} -cp "${extra:+$extra:}$class_path"
  org.apache.spark.deploy.SparkSubmit "${submit[@]}")
[[ -z $detached ]] || run_detached "${start[@]}"
exec "${start[@]}"
